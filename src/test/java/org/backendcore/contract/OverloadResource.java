package org.backendcore.contract;

import jakarta.inject.Inject;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;

/** What {@link OverloadServlet} does, in a REST resource; in test WARs only. */
@Path("/overload")
public class OverloadResource {
    @Inject
    private OverloadWork work;

    @GET
    @Path("/{way}")
    public String act(@PathParam("way") String way, @QueryParam("todo") String todo) throws Exception {
        work.act(way, todo);
        return "done";
    }

    /** Says itself what it means. */
    @GET
    @Path("/mapped")
    public String map(@QueryParam("todo") String todo) {
        try {
            work.jdbc(todo);
            return "done";
        } catch (SQLException exception) {
            throw new ClientErrorException(Response.Status.CONFLICT, exception);
        }
    }
}
