package io.fareway.pricing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Meter;
import io.fareway.model.TokenClass;
import io.fareway.model.price.PriceTerms;
import io.fareway.model.price.Provenance;
import io.fareway.model.price.RateChange;
import io.fareway.model.price.RateCondition;
import io.fareway.model.price.RateRule;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes the terms of a price in the form that {@link PriceTermsJson} reads. */
final class PriceTermsWriter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PriceTermsWriter() {}

    /** The terms as JSON text: {@code {}} for a price of standard figures per token only. */
    static String write(PriceTerms terms) {
        ObjectNode entry = JSON.objectNode();
        terms.effectiveTo().ifPresent(end -> entry.put("effective-to", end.toString()));
        units(entry, terms.usdPerUnit());
        terms.rules().forEach(rule -> rule(entry.withArray("rates").addObject(), rule));
        terms.monthlyFee().ifPresent(fee -> {
            ObjectNode written = entry.putObject("monthly-fee").put("usd", plain(fee.usd()));
            fee.includedTokens().ifPresent(tokens -> written.put("included-tokens", tokens));
            fee.includedRequests().ifPresent(requests -> written.put("included-requests", requests));
        });
        terms.conversion()
                .ifPresent(conversion -> origin(
                        entry.putObject("conversion")
                                .put("currency", conversion.currency())
                                .put("usd", plain(conversion.usd())),
                        conversion.provenance()));
        new TreeMap<>(terms.provenance())
                .forEach((tokenClass, origin) ->
                        origin(entry.withObject("/provenance").putObject(tokenClass.label()), origin));
        return entry.toString();
    }

    private static void rule(ObjectNode rate, RateRule rule) {
        ObjectNode when = rate.putObject("when");
        rule.when().forEach(condition -> condition(when, condition));
        switch (rule.then()) {
            case RateChange.Multiply multiply -> rate.put("factor", plain(multiply.factor()));
            case RateChange.Replace replace -> {
                tokens(rate, replace.usdPerMillion());
                units(rate, replace.usdPerUnit());
            }
        }
    }

    private static void condition(ObjectNode when, RateCondition condition) {
        switch (condition) {
            case RateCondition.PromptAbove above -> when.put("prompt-above", above.tokens());
            case RateCondition.MonthAtLeast volume -> when.put("month-tokens-from", volume.tokens());
            case RateCondition.HandledAs handled ->
                when.put("service-tier", handled.tier().label());
            case RateCondition.InRegion in -> {
                ArrayNode regions = when.putArray("regions");
                in.regions().stream().sorted().forEach(regions::add);
            }
            case RateCondition.Hours hours -> hours(when.putObject("hours"), hours);
        }
    }

    private static void hours(ObjectNode written, RateCondition.Hours hours) {
        written.put("zone", hours.zone().getId());
        written.put("from", hours.from().toString());
        written.put("to", hours.to().toString());
        ArrayNode days = written.putArray("days");
        hours.days().stream().sorted().forEach(day -> days.add(day.name().toLowerCase(Locale.ROOT)));
        ArrayNode except = written.putArray("except");
        hours.except().stream().sorted().forEach(day -> except.add(day.toString()));
        written.put("decided-when", hours.decided().name().toLowerCase(Locale.ROOT));
    }

    private static void tokens(ObjectNode node, Map<TokenClass, BigDecimal> figures) {
        new TreeMap<>(figures).forEach((tokenClass, usd) -> node.withObject("/usd-per-million")
                .put(tokenClass.label(), plain(usd)));
    }

    private static void units(ObjectNode node, Map<Meter, BigDecimal> figures) {
        new TreeMap<>(figures)
                .forEach((meter, usd) -> node.withObject("/usd-per-unit").put(meter.label(), plain(usd)));
    }

    private static void origin(ObjectNode node, Provenance origin) {
        node.put("source", origin.source()).put("source-date", origin.date().toString());
    }

    private static String plain(BigDecimal figure) {
        return figure.toPlainString();
    }
}
