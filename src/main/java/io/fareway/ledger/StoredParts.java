package io.fareway.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.Cost;
import io.fareway.model.Meter;
import io.fareway.model.Metering;
import io.fareway.model.Money;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parts of an attempt that have no column of their own, as short JSON objects: what each token class and unit cost
 * in whole pico-dollars, {@code {"input":708000000}}, and units other than tokens, {@code {"search":"2"}}.
 */
final class StoredParts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private StoredParts() {}

    /** The parts of a cost; empty when there are none. */
    static String cost(Cost cost) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(cost.byClass()).forEach((tokenClass, usd) -> field(text, tokenClass.label(), pico(usd)));
        new TreeMap<>(cost.byMeter()).forEach((meter, usd) -> field(text, meter.label(), pico(usd)));
        return object(text);
    }

    /** The units of a usage; empty when there are none. */
    static String units(Metering metering) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(metering.units())
                .forEach((meter, count) -> field(text, meter.label(), '"' + count.toPlainString() + '"'));
        return object(text);
    }

    /** Reads what {@link #cost} wrote: USD by label, in the order in which it stands there. */
    static Map<String, BigDecimal> readCost(String text) throws SQLException {
        Map<String, BigDecimal> parts = new LinkedHashMap<>();
        parse(text)
                .properties()
                .forEach(part ->
                        parts.put(part.getKey(), Money.fromPico(part.getValue().asLong())));
        return parts;
    }

    /** Reads what {@link #units} wrote. */
    static Map<Meter, BigDecimal> readUnits(String text) throws SQLException {
        Map<Meter, BigDecimal> units = new EnumMap<>(Meter.class);
        parse(text)
                .properties()
                .forEach(unit -> units.put(
                        Meter.ofLabel(unit.getKey()),
                        new BigDecimal(unit.getValue().asText())));
        return units;
    }

    private static JsonNode parse(String text) throws SQLException {
        try {
            return JSON.readTree(text.isEmpty() ? "{}" : text);
        } catch (JsonProcessingException unreadable) {
            throw new SQLException("an attempt's parts are no JSON object: " + text, unreadable);
        }
    }

    /** As it is booked in total: an amount too fine or too large for the database is reported there. */
    private static String pico(BigDecimal usd) {
        return Money.plain(usd).movePointRight(12).toPlainString();
    }

    /** Labels and figures need no escaping. */
    private static void field(StringBuilder text, String label, String value) {
        text.append(text.isEmpty() ? "" : ",")
                .append('"')
                .append(label)
                .append("\":")
                .append(value);
    }

    private static String object(StringBuilder fields) {
        return fields.isEmpty() ? "" : "{" + fields + "}";
    }
}
