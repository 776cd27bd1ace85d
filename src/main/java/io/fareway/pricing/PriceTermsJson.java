package io.fareway.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.Meter;
import io.fareway.model.ServiceTier;
import io.fareway.model.TokenClass;
import io.fareway.model.price.Conversion;
import io.fareway.model.price.MonthlyFee;
import io.fareway.model.price.PriceTerms;
import io.fareway.model.price.Provenance;
import io.fareway.model.price.RateChange;
import io.fareway.model.price.RateCondition;
import io.fareway.model.price.RateRule;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** Reads the terms of a price in the one form in which {@code config/prices.yaml} and the database write them. */
public final class PriceTermsJson {

    private PriceTermsJson() {}

    /**
     * The terms in an entry of {@code config/prices.yaml} that its schema has accepted, or in what {@link
     * PriceTermsWriter} wrote.
     *
     * @throws IllegalArgumentException when a figure is none
     * @throws java.time.DateTimeException when a date, time or zone is none
     */
    public static PriceTerms read(JsonNode entry) {
        return new PriceTerms(
                text(entry, "effective-to").map(PriceTermsJson::moment),
                units(entry.path("usd-per-unit")),
                rules(entry.path("rates")),
                fee(entry.path("monthly-fee")),
                conversion(entry.path("conversion")),
                provenance(entry.path("provenance")));
    }

    /** USD per million tokens by class. */
    public static Map<TokenClass, BigDecimal> tokens(JsonNode figures) {
        return figures(figures, TokenClass.class, TokenClass::ofLabel);
    }

    /**
     * The first moment of a day in UTC, or the moment itself.
     *
     * @throws java.time.DateTimeException when there is no such date
     */
    private static Instant moment(String text) {
        return text.contains("T")
                ? Instant.parse(text)
                : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Map<Meter, BigDecimal> units(JsonNode figures) {
        return figures(figures, Meter.class, Meter::ofLabel);
    }

    private static <K extends Enum<K>> Map<K, BigDecimal> figures(
            JsonNode figures, Class<K> kind, Function<String, K> named) {
        EnumMap<K, BigDecimal> read = new EnumMap<>(kind);
        figures.properties()
                .forEach(figure -> read.put(
                        named.apply(figure.getKey()),
                        new BigDecimal(figure.getValue().asText())));
        return read;
    }

    private static List<RateRule> rules(JsonNode rates) {
        List<RateRule> rules = new ArrayList<>();
        rates.forEach(rate -> rules.add(new RateRule(conditions(rate.path("when")), change(rate))));
        return rules;
    }

    private static RateChange change(JsonNode rate) {
        return rate.has("factor")
                ? new RateChange.Multiply(new BigDecimal(rate.path("factor").asText()))
                : new RateChange.Replace(tokens(rate.path("usd-per-million")), units(rate.path("usd-per-unit")));
    }

    private static List<RateCondition> conditions(JsonNode when) {
        List<RateCondition> conditions = new ArrayList<>();
        number(when, "prompt-above").ifPresent(tokens -> conditions.add(new RateCondition.PromptAbove(tokens)));
        number(when, "month-tokens-from").ifPresent(tokens -> conditions.add(new RateCondition.MonthAtLeast(tokens)));
        text(when, "service-tier")
                .map(word -> ServiceTier.valueOf(word.toUpperCase(Locale.ROOT)))
                .ifPresent(tier -> conditions.add(new RateCondition.HandledAs(tier)));
        if (when.has("regions")) {
            conditions.add(new RateCondition.InRegion(texts(when.path("regions"))));
        }
        if (when.has("hours")) {
            conditions.add(hours(when.path("hours")));
        }
        return conditions;
    }

    private static RateCondition.Hours hours(JsonNode hours) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        texts(hours.path("days")).forEach(day -> days.add(DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT))));
        Set<LocalDate> except = new HashSet<>();
        texts(hours.path("except")).forEach(day -> except.add(LocalDate.parse(day)));
        return new RateCondition.Hours(
                days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days,
                except,
                LocalTime.parse(hours.path("from").asText()),
                LocalTime.parse(hours.path("to").asText()),
                ZoneId.of(hours.path("zone").asText("UTC")),
                hours.path("decided-when").asText().equals("closed")
                        ? RateCondition.Moment.CLOSED
                        : RateCondition.Moment.OPENED);
    }

    private static Optional<MonthlyFee> fee(JsonNode fee) {
        return text(fee, "usd")
                .map(usd -> new MonthlyFee(
                        new BigDecimal(usd), number(fee, "included-tokens"), number(fee, "included-requests")));
    }

    private static Optional<Conversion> conversion(JsonNode conversion) {
        return text(conversion, "currency")
                .map(currency -> new Conversion(
                        currency, new BigDecimal(conversion.path("usd").asText()), origin(conversion)));
    }

    private static Map<TokenClass, Provenance> provenance(JsonNode sources) {
        EnumMap<TokenClass, Provenance> read = new EnumMap<>(TokenClass.class);
        sources.properties()
                .forEach(source -> read.put(TokenClass.ofLabel(source.getKey()), origin(source.getValue())));
        return read;
    }

    private static Provenance origin(JsonNode node) {
        return new Provenance(
                node.path("source").asText(),
                LocalDate.parse(node.path("source-date").asText()));
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new HashSet<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static Optional<String> text(JsonNode node, String key) {
        return node.has(key) ? Optional.of(node.path(key).asText()) : Optional.empty();
    }

    private static OptionalLong number(JsonNode node, String key) {
        return node.has(key) ? OptionalLong.of(node.path(key).asLong()) : OptionalLong.empty();
    }
}
