package io.fareway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Turns prices in another currency into USD: one row for each exchange rate that holds while the price does, so that a
 * new rate adds a row and rewrites none. A figure per million tokens is rounded to six decimals, one per unit to twelve.
 */
final class SettingsCurrencies {

    private static final Map<String, String> IN_USD =
            Map.of("per-million", "usd-per-million", "per-unit", "usd-per-unit", "amount", "usd");

    private final JsonNode currencies;

    /**
     * @param currencies the section {@code currencies} of {@code prices.yaml}: dated rates by ISO 4217 code
     */
    SettingsCurrencies(JsonNode currencies) {
        this.currencies = currencies;
    }

    /** The entries of one deployment, those in another currency replaced by entries in USD. */
    List<JsonNode> inUsd(JsonNode entries) {
        List<JsonNode> converted = new ArrayList<>();
        for (JsonNode entry : entries) {
            if (entry.has("currency")) {
                converted.addAll(convert(entry, nextStart(entry, entries)));
            } else {
                converted.add(entry);
            }
        }
        return converted;
    }

    private List<JsonNode> convert(JsonNode entry, Instant end) {
        String currency = entry.path("currency").asText();
        Instant start = start(entry);
        NavigableMap<Instant, JsonNode> rates = new TreeMap<>();
        currencies.path(currency).forEach(rate -> rates.put(start(rate), rate));
        Instant first = rates.floorKey(start);
        List<JsonNode> rows = new ArrayList<>();
        rates.subMap(first, true, end, false)
                .forEach((from, rate) -> rows.add(row(entry, currency, rate, from.isBefore(start) ? start : from)));
        return rows;
    }

    private static JsonNode row(JsonNode entry, String currency, JsonNode rate, Instant from) {
        ObjectNode row =
                (ObjectNode) inUsd(entry, new BigDecimal(rate.path("usd").asText()));
        row.remove("currency");
        row.put("effective-from", from.toString());
        row.putObject("conversion")
                .put("currency", currency)
                .put("usd", rate.path("usd").asText())
                .put("source", rate.path("source").asText())
                .put("source-date", rate.path("source-date").asText());
        return row;
    }

    /** Copies a node with every figure of money in it converted. */
    private static JsonNode inUsd(JsonNode node, BigDecimal usd) {
        if (node.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> list.add(inUsd(item, usd)));
            return list;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(field -> {
            String name = IN_USD.getOrDefault(field.getKey(), field.getKey());
            boolean money = IN_USD.containsKey(field.getKey());
            int decimals = field.getKey().equals("per-million") ? 6 : 12;
            copy.set(name, money ? money(field.getValue(), usd, decimals) : inUsd(field.getValue(), usd));
        });
        return copy;
    }

    private static JsonNode money(JsonNode figures, BigDecimal usd, int decimals) {
        if (figures.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            figures.properties().forEach(figure -> copy.set(figure.getKey(), money(figure.getValue(), usd, decimals)));
            return copy;
        }
        BigDecimal amount = new BigDecimal(figures.asText()).multiply(usd).setScale(decimals, RoundingMode.HALF_EVEN);
        return TextNode.valueOf(amount.toPlainString());
    }

    /** When the next entry of the deployment begins; far away for the last. */
    private static Instant nextStart(JsonNode entry, JsonNode entries) {
        Instant next = entry.has("effective-to")
                ? SettingsDates.firstMoment(entry.path("effective-to").asText())
                : Instant.MAX;
        for (JsonNode other : entries) {
            Instant from = start(other);
            if (from.isAfter(start(entry)) && from.isBefore(next)) {
                next = from;
            }
        }
        return next;
    }

    private static Instant start(JsonNode dated) {
        return SettingsDates.firstMoment(dated.path("effective-from").asText());
    }
}
