package io.fareway.api;

import io.fareway.model.RequestError;
import io.fareway.report.CostDocument;
import io.fareway.report.Costs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.springframework.stereotype.Component;

/** Answers {@code GET /admin/costs}. */
@Component
public class CostLookup {

    private final Costs costs;

    CostLookup(Costs costs) {
        this.costs = costs;
    }

    /**
     * Answers what the parameters of the address ask. They are read from the request itself: an HTTP header named
     * {@code from} would otherwise pass for one.
     *
     * @throws RequestError when one of them is unknown or wrong
     */
    public void show(Exchange exchange) {
        PlatformHttpMessage http = exchange.getMessage(PlatformHttpMessage.class);
        Map<String, List<String>> parameters = http.getRequest().getParameterMap().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
        CostDocument document = costs.answer(parameters);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, document.contentType() + "; charset=utf-8");
        message.setBody(document.text().getBytes(StandardCharsets.UTF_8));
    }
}
