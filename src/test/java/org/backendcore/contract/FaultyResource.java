package org.backendcore.contract;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextServiceDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.logging.Logger;

/** What goes wrong in REST resources, and what they log; in test WARs only. */
@Path("/test")
@ContextServiceDefinition(name = "java:app/test/context", propagated = ContextServiceDefinition.ALL_REMAINING)
@ManagedExecutorDefinition(name = "java:app/test/executor", context = "java:app/test/context")
public class FaultyResource {
    private static final Logger LOGGER = Logger.getLogger(FaultyResource.class.getName());

    @Resource(lookup = "java:app/test/executor")
    private ManagedExecutorService executor;

    @GET
    @Path("/throw")
    public String fail() {
        throw new IllegalStateException(FaultyServlet.INSIDE);
    }

    @GET
    @Path("/conflict")
    public String conflict() {
        throw new ClientErrorException(FaultyServlet.INSIDE, Response.Status.CONFLICT);
    }

    @GET
    @Path("/bare")
    public Response bare() {
        return Response.status(Response.Status.GONE).build();
    }

    @GET
    @Path("/own")
    public Response own() {
        return Response.status(Response.Status.GONE)
                .entity("own")
                .type(MediaType.TEXT_PLAIN_TYPE)
                .build();
    }

    @GET
    @Path("/async")
    public void failLater(@Suspended AsyncResponse response) {
        executor.execute(() -> {
            LOGGER.info("managed");
            response.resume(new IllegalStateException(FaultyServlet.INSIDE));
        });
    }

    @POST
    @Path("/json")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Note echo(Note note) {
        return note;
    }

    /** What the resource takes and gives. */
    public static class Note {
        private int number;

        public int getNumber() {
            return number;
        }

        public void setNumber(int number) {
            this.number = number;
        }
    }
}
