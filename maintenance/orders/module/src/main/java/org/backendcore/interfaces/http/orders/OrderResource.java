package org.backendcore.interfaces.http.orders;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import org.backendcore.application.orders.OrderBook;
import org.backendcore.application.orders.PlaceOrder;
import org.backendcore.domain.orders.Order;
import org.backendcore.domain.orders.OrderChangedException;
import org.backendcore.domain.orders.StockException;
import org.backendcore.interfaces.http.problem.ProblemException;

/** The HTTP interface of orders. */
@RequestScoped
@Path("orders")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class OrderResource {
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final int UNAVAILABLE = 503;
    private static final URI CHANGED = URI.create("urn:problem:order-changed");

    @Inject
    private PlaceOrder placing;

    @Inject
    private OrderBook book;

    @POST
    public Response place(@Valid @NotNull NewOrder order) {
        if (order.lines().size() > placing.mostLines()) {
            throw new ProblemException(UNPROCESSABLE, "The order has too many lines.");
        }
        try {
            long id = placing.place(order.customer(), order.domainLines())
                    .orElseThrow(() -> new ProblemException(CONFLICT, "Something of it is not in stock."));
            return Response.created(URI.create("orders/" + id)).entity(find(id)).build();
        } catch (StockException exception) {
            throw new ProblemException(UNAVAILABLE, "The stock does not answer.", exception);
        }
    }

    @GET
    @Path("{id}")
    public Order find(@PathParam("id") long id) {
        return book.find(id).orElseThrow(NotFoundException::new);
    }

    @GET
    public OrderPage page(
            @QueryParam("after") @DefaultValue("0") @Min(0) long after,
            @QueryParam("size") @DefaultValue("20") @Min(1) @Max(100) int size) {
        return OrderPage.of(book.page(after, size), size);
    }

    @POST
    @Path("{id}/shipment")
    public Order ship(@PathParam("id") long id, @Valid @NotNull Shipment shipment) {
        find(id);
        try {
            book.ship(id, shipment.version());
        } catch (OrderChangedException exception) {
            throw new ProblemException(CONFLICT, CHANGED, "The order has changed", "Read it again, and then ship it.");
        }
        return find(id);
    }

    @PUT
    @Path("{id}/slip")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    public void attach(@PathParam("id") long id, byte[] slip) {
        if (!book.attach(id, slip)) {
            throw new NotFoundException();
        }
    }

    /** The same from a browser's form. */
    @POST
    @Path("{id}/slip")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public void attach(@PathParam("id") long id, @FormParam("slip") @NotNull EntityPart slip) throws IOException {
        attach(id, slip.getContent(byte[].class));
    }

    @GET
    @Path("{id}/slip")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public byte[] slip(@PathParam("id") long id) {
        return book.slip(id).orElseThrow(NotFoundException::new);
    }

    @GET
    @Path("export")
    @Produces("text/csv")
    public Response export() {
        return Response.ok(new OrderExport(book)).build();
    }
}
