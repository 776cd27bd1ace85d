package io.fareway.report.anomaly;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An hour whose cost is out of line.
 *
 * @param hour its first moment
 * @param figure what is out of line, {@code cost per hour} or {@code cost per request}
 * @param score robust standard deviations from the median of the hours before
 * @param pico what it cost, in pico-dollars
 * @param usualPico what the hours before cost on average
 * @param hours how many hours before there are
 * @param causes the difference, split
 */
record Anomaly(
        Instant hour, String figure, double score, long pico, long usualPico, long requests, int hours, Causes causes) {

    private static final int DECIMALS = 4;

    /** For people, one line. */
    String text() {
        String parts = causes.byName().entrySet().stream()
                .map(part -> part.getKey() + " " + signed(part.getValue()))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "The hour from %s cost %s USD for %d requests; the %d same hours before cost %s on average (%s, %+.1f"
                        + " standard deviations). Main cause: %s. Split of the difference of %s USD: %s.",
                hour,
                rounded(pico),
                requests,
                hours,
                rounded(usualPico),
                figure,
                score,
                causes.main(),
                signed(pico - usualPico),
                parts);
    }

    /** For programs; {@code text} is what chat services show. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("text", text());
        json.put("alarm", "cost_anomaly");
        json.put("hour", hour.toString());
        json.put("figure", figure);
        json.put(
                "score", Double.isFinite(score) ? BigDecimal.valueOf(score).setScale(1, RoundingMode.HALF_EVEN) : null);
        json.put("requests", requests);
        json.put("cost_usd", Money.format(Money.fromPico(pico)));
        json.put("usual_cost_usd", Money.format(Money.fromPico(usualPico)));
        json.put("difference_usd", Money.format(Money.fromPico(pico - usualPico)));
        json.put("main_cause", causes.main());
        ObjectNode parts = json.putObject("causes_usd");
        causes.byName().forEach((name, part) -> parts.put(name, Money.format(Money.fromPico(part))));
        return json;
    }

    private static String signed(long pico) {
        return (pico < 0 ? "" : "+") + rounded(pico);
    }

    private static String rounded(long pico) {
        return Money.fromPico(pico).setScale(DECIMALS, RoundingMode.HALF_EVEN).toPlainString();
    }
}
