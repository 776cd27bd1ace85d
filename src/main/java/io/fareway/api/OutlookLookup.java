package io.fareway.api;

import io.fareway.pricing.audit.Audit;
import io.fareway.report.forecast.Forecasts;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** Answers {@code GET /admin/forecast} and {@code GET /admin/audit}. */
@Component
public class OutlookLookup {

    private final Forecasts forecasts;
    private final Audit audit;

    OutlookLookup(Forecasts forecasts, Audit audit) {
        this.forecasts = forecasts;
        this.audit = audit;
    }

    /** What this month will cost. */
    public void forecast(Exchange exchange) {
        answer(forecasts.answer(), exchange.getMessage());
    }

    /** What no longer holds. */
    public void audit(Exchange exchange) {
        answer(audit.answer(), exchange.getMessage());
    }

    private static void answer(String json, Message message) {
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json; charset=utf-8");
        message.setBody(json.getBytes(StandardCharsets.UTF_8));
    }
}
