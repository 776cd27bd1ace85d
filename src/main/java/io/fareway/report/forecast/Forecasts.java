package io.fareway.report.forecast;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Money;
import io.fareway.report.LedgerSnapshot;
import io.fareway.report.ReportProperties;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What this month will cost, by provider: the answers of {@code /admin/forecast}. */
@Component
public class Forecasts {

    private final LedgerSnapshot ledger;
    private final ZoneId zone;
    private final Clock clock;

    Forecasts(LedgerSnapshot ledger, ReportProperties reports, Clock clock) {
        this.ledger = ledger;
        this.zone = reports.zone();
        this.clock = clock;
    }

    /** The forecasts as JSON: USD as decimal text; null where there is too little to go by. */
    public String answer() {
        Instant now = clock.instant();
        List<ProviderForecast> all = ledger.read(jdbc -> of(jdbc, zone, now));
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("month", YearMonth.from(now.atZone(zone)).toString());
        root.put("zone", zone.getId());
        root.put("interval_percent", 80);
        root.put("least_days", MonthForecast.LEAST_DAYS);
        ArrayNode providers = root.putArray("providers");
        all.stream()
                .filter(forecast -> !forecast.provider().isEmpty())
                .forEach(forecast -> describe(forecast, providers.addObject()));
        all.stream()
                .filter(forecast -> forecast.provider().isEmpty())
                .forEach(forecast -> describe(forecast, root.putObject("total")));
        return root.toPrettyString();
    }

    private static void describe(ProviderForecast forecast, ObjectNode node) {
        if (!forecast.provider().isEmpty()) {
            node.put("provider", forecast.provider());
        }
        node.put("spent_usd", Money.format(forecast.spent()));
        node.put("fees_usd", Money.format(forecast.fees()));
        node.put(
                "forecast_usd",
                forecast.outlook().map(known -> Money.format(known.expected())).orElse(null));
        node.put(
                "low_usd",
                forecast.outlook().map(known -> Money.format(known.low())).orElse(null));
        node.put(
                "high_usd",
                forecast.outlook().map(known -> Money.format(known.high())).orElse(null));
        node.put("history_days", forecast.days());
        node.put("unpriced_answers", forecast.unpriced());
        if (forecast.outlook().isEmpty()) {
            node.put(
                    "note",
                    "The ledger holds " + forecast.days() + " whole days before today; a forecast needs "
                            + MonthForecast.LEAST_DAYS + ".");
        }
    }

    /** The forecasts of the month of a moment, by provider and at the end for all together; none for an empty ledger. */
    public static List<ProviderForecast> of(JdbcClient jdbc, ZoneId zone, Instant now) {
        CostHistory history = new CostHistory(jdbc, zone);
        LocalDate today = now.atZone(zone).toLocalDate();
        return history.firstDay()
                .filter(first -> !first.isAfter(today))
                .map(first -> {
                    MonthCosts costs = new MonthCosts(first, today, zone);
                    history.each(costs.from(), now, costs::add);
                    return costs.forecasts(history.fees(YearMonth.from(today)), now);
                })
                .orElseGet(ArrayList::new);
    }

    static BigDecimal usd(double amount) {
        return Money.plain(BigDecimal.valueOf(amount).setScale(6, RoundingMode.HALF_EVEN));
    }
}
