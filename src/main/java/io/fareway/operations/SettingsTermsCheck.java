package io.fareway.operations;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks what the schema of {@code prices.yaml} cannot: figures, currencies, dates, zones and rates that belong together. */
final class SettingsTermsCheck {

    private final YamlFile prices;
    private final SettingsProblems problems;

    SettingsTermsCheck(YamlFile prices, SettingsProblems problems) {
        this.prices = prices;
        this.problems = problems;
    }

    /** Checks every price and every exchange rate of the file. */
    void run() {
        prices.section("prices").properties().forEach(deployment -> {
            JsonPointer list = YamlFile.at("prices", deployment.getKey());
            for (int i = 0; i < deployment.getValue().size(); i++) {
                checkPrice(deployment.getValue().path(i), list.appendIndex(i));
            }
        });
        prices.section("currencies").properties().forEach(currency -> {
            JsonPointer list = YamlFile.at("currencies", currency.getKey());
            for (int i = 0; i < currency.getValue().size(); i++) {
                for (String key : List.of("effective-from", "source-date")) {
                    requireDate(
                            currency.getValue().path(i).path(key),
                            list.appendIndex(i).appendProperty(key));
                }
            }
        });
    }

    private void checkPrice(JsonNode price, JsonPointer at) {
        String prefix = price.has("currency") ? "" : "usd-";
        if (!price.has(prefix + "per-million") && !price.has(prefix + "per-unit") && !price.has("monthly-fee")) {
            problems.add(
                    prices,
                    at,
                    "a price without figures: add " + prefix + "per-million, per million tokens, or " + prefix
                            + "per-unit");
        }
        checkCurrencyOf(price, at, price.has("currency"));
        checkEnd(price, at);
        checkFee(price, at);
        if (price.has("currency")) {
            checkExchange(price, at.appendProperty("currency"));
        }
        for (int i = 0; i < price.path("rates").size(); i++) {
            checkRate(price, i, at.appendProperty("rates").appendIndex(i));
        }
    }

    private void checkCurrencyOf(JsonNode node, JsonPointer at, boolean foreign) {
        for (String key : List.of("per-million", "per-unit")) {
            String wrong = foreign ? "usd-" + key : key;
            if (node.has(wrong)) {
                problems.add(
                        prices,
                        at.appendProperty(wrong),
                        foreign
                                ? "the price has a currency: write " + key + " instead of " + wrong
                                : "in which currency? Write " + "usd-" + key + ", or add currency to the price");
            }
        }
    }

    private void checkEnd(JsonNode price, JsonPointer at) {
        JsonPointer endAt = at.appendProperty("effective-to");
        requireDate(price.path("effective-to"), endAt);
        Optional<Instant> end = date(price.path("effective-to"));
        Optional<Instant> start = date(price.path("effective-from"));
        if (end.isPresent() && start.isPresent() && !end.get().isAfter(start.get())) {
            problems.add(prices, endAt, "the price ends before it begins: write a date after effective-from");
        }
    }

    private void checkFee(JsonNode price, JsonPointer at) {
        String figure = price.has("currency") ? "amount" : "usd";
        if (price.has("monthly-fee") && !price.path("monthly-fee").has(figure)) {
            problems.add(prices, at.appendProperty("monthly-fee"), "a fee without an amount: add " + figure);
        }
    }

    private void checkExchange(JsonNode price, JsonPointer at) {
        String currency = price.path("currency").asText();
        Optional<Instant> start = date(price.path("effective-from"));
        boolean known = false;
        for (JsonNode rate : prices.section("currencies").path(currency)) {
            Optional<Instant> from = date(rate.path("effective-from"));
            known |= from.isPresent() && start.isPresent() && !from.get().isAfter(start.get());
        }
        if (!known && start.isPresent()) {
            problems.add(
                    prices,
                    at,
                    "no exchange rate for " + currency + " at "
                            + price.path("effective-from").asText() + ": add one to currencies that holds by then");
        }
    }

    private void checkRate(JsonNode price, int index, JsonPointer at) {
        JsonNode rate = price.path("rates").path(index);
        boolean figures = rate.has("usd-per-million")
                || rate.has("usd-per-unit")
                || rate.has("per-million")
                || rate.has("per-unit");
        if (figures == rate.has("factor")) {
            problems.add(prices, at, "give either a factor or figures, not " + (figures ? "both" : "neither"));
        }
        checkCurrencyOf(rate, at, price.has("currency"));
        String key = price.has("currency") ? "per-million" : "usd-per-million";
        Map<String, String> together = Map.of("input", "cache_read", "output", "reasoning");
        together.forEach((base, part) -> {
            boolean changed = rate.path(key).has(base) && !rate.path(key).has(part);
            if (changed && price.path(key).has(part)) {
                problems.add(
                        prices,
                        at.appendProperty(key),
                        "changes " + base + " but not " + part + ", which has a price of its own: say it too");
            }
        });
        checkHours(rate.path("when").path("hours"), at.appendProperty("when").appendProperty("hours"));
    }

    private void checkHours(JsonNode hours, JsonPointer at) {
        if (hours.has("zone")) {
            try {
                ZoneId.of(hours.path("zone").asText());
            } catch (DateTimeException unknown) {
                problems.add(
                        prices,
                        at.appendProperty("zone"),
                        "there is no time zone \"" + hours.path("zone").asText()
                                + "\": write one as in UTC or Asia/Shanghai");
            }
        }
        for (int i = 0; i < hours.path("except").size(); i++) {
            requireDate(
                    hours.path("except").path(i), at.appendProperty("except").appendIndex(i));
        }
    }

    private void requireDate(JsonNode date, JsonPointer at) {
        if (isWrittenDate(date) && date(date).isEmpty()) {
            problems.add(prices, at, "there is no date \"" + date.asText() + "\": correct it");
        }
    }

    /** The moment that a date names; empty when it names none. */
    private static Optional<Instant> date(JsonNode date) {
        try {
            return isWrittenDate(date) ? Optional.of(SettingsDates.firstMoment(date.asText())) : Optional.empty();
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    /** What the schema has refused is not reported again. */
    private static boolean isWrittenDate(JsonNode date) {
        return date.asText().matches("\\d{4}-\\d\\d-\\d\\d.*");
    }
}
