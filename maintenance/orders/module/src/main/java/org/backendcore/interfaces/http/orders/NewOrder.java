package org.backendcore.interfaces.http.orders;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.backendcore.domain.orders.OrderLine;

/** An order as a client sends it. */
public record NewOrder(
        @NotBlank @Size(max = 100) @Pattern(regexp = "\\P{Cntrl}*") String customer,

        @NotEmpty @Size(max = 1000) List<@Valid @NotNull Line> lines) {

    /** A line of the order. */
    public record Line(
            @NotBlank @Size(max = 50) @Pattern(regexp = "\\P{Cntrl}*") String article,

            @Positive int quantity) {}

    List<OrderLine> domainLines() {
        return lines.stream()
                .map(line -> new OrderLine(line.article(), line.quantity()))
                .toList();
    }
}
