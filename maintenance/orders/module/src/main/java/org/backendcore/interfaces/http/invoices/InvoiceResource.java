package org.backendcore.interfaces.http.invoices;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.backendcore.application.invoices.InvoiceBook;
import org.backendcore.domain.invoices.Invoice;

/** The invoice of an order. */
@RequestScoped
@Path("invoices")
@Produces(MediaType.APPLICATION_JSON)
public class InvoiceResource {
    @Inject
    private InvoiceBook book;

    @GET
    @Path("{order}")
    public Invoice find(@PathParam("order") long order) {
        return book.find(order).orElseThrow(NotFoundException::new);
    }
}
