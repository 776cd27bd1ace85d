package io.fareway.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Deployment;
import io.fareway.model.TokenClass;
import io.fareway.model.price.RateChange;
import io.fareway.model.price.RateCondition;
import io.fareway.model.price.RateRule;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The file {@code prices/data.json} of <a href="https://github.com/pydantic/genai-prices">genai-prices</a>: a list of
 * providers, each with models, whose prices in USD per million tokens may depend on the date, on the hour of the day
 * (UTC) and on the length of the prompt. The figures that hold at a date, at any hour and for a short prompt become the
 * standard ones; steps by length and hours of the day become rules.
 */
final class GenaiPrices implements FeedFormat.Table {

    private static final Map<TokenClass, String> FIELDS = Map.of(
            TokenClass.INPUT, "input_mtok",
            TokenClass.OUTPUT, "output_mtok",
            TokenClass.CACHE_READ, "cache_read_mtok",
            TokenClass.CACHE_WRITE_5M, "cache_write_mtok",
            TokenClass.AUDIO_INPUT, "input_audio_mtok",
            TokenClass.AUDIO_OUTPUT, "output_audio_mtok",
            TokenClass.AUDIO_CACHE_READ, "cache_audio_read_mtok");

    @Override
    public boolean mayList(Deployment deployment) {
        return true;
    }

    @Override
    public Optional<FeedEntry> find(JsonNode root, Deployment deployment, Instant now) {
        for (JsonNode provider : root) {
            if (provider.path("id").asText().equals(deployment.provider())) {
                return model(provider.path("models"), deployment.providerModel())
                        .map(model -> entry(model.path("prices"), now));
            }
        }
        return Optional.empty();
    }

    private static FeedEntry entry(JsonNode prices, Instant now) {
        JsonNode standard = inForce(prices, now);
        FeedEntry figures = FeedFigures.perMillion(shortPrompt(standard), FIELDS);
        List<RateRule> rules = new ArrayList<>(steps(standard));
        if (prices.isArray()) {
            prices.forEach(candidate -> hours(candidate).ifPresent(rules::add));
        }
        return new FeedEntry(figures.usdPerMillion(), figures.unreadable(), rules);
    }

    /** One rule for each length at which prices change, shortest first. */
    private static List<RateRule> steps(JsonNode prices) {
        SortedMap<Long, ObjectNode> byStart = new TreeMap<>();
        prices.properties().forEach(figure -> figure.getValue().path("tiers").forEach(tier -> byStart.computeIfAbsent(
                        tier.path("start").asLong(), any -> JsonNodeFactory.instance.objectNode())
                .set(figure.getKey(), tier.path("price"))));
        List<RateRule> rules = new ArrayList<>();
        byStart.forEach((start, figures) ->
                rule(new RateCondition.PromptAbove(start), figures).ifPresent(rules::add));
        return rules;
    }

    private static Optional<RateRule> hours(JsonNode candidate) {
        JsonNode constraint = candidate.path("constraint");
        if (!constraint.has("start_time") || !constraint.has("end_time")) {
            return Optional.empty();
        }
        RateCondition.Hours hours = new RateCondition.Hours(
                EnumSet.allOf(DayOfWeek.class),
                Set.of(),
                time(constraint.path("start_time")),
                time(constraint.path("end_time")),
                ZoneOffset.UTC,
                RateCondition.Moment.OPENED);
        return rule(hours, shortPrompt(candidate.path("prices")));
    }

    /** Nothing where a figure cannot be read: a rule with a hole would leave a wrong price. */
    private static Optional<RateRule> rule(RateCondition condition, JsonNode figures) {
        FeedEntry read = FeedFigures.perMillion(figures, FIELDS);
        return read.unreadable().isEmpty() && !read.usdPerMillion().isEmpty()
                ? Optional.of(new RateRule(List.of(condition), new RateChange.Replace(read.usdPerMillion(), Map.of())))
                : Optional.empty();
    }

    /** The model of that name, or else the first whose rule matches it. */
    private static Optional<JsonNode> model(JsonNode models, String name) {
        for (JsonNode model : models) {
            if (model.path("id").asText().equals(name)) {
                return Optional.of(model);
            }
        }
        for (JsonNode model : models) {
            if (matches(model.path("match"), name)) {
                return Optional.of(model);
            }
        }
        return Optional.empty();
    }

    /** Rules are {@code equals, starts_with, ends_with, contains, regex, or, and}; one we do not know matches nothing. */
    private static boolean matches(JsonNode rule, String name) {
        if (rule.has("or")) {
            return any(rule.path("or"), name);
        }
        if (rule.has("and")) {
            return all(rule.path("and"), name);
        }
        return (rule.has("equals") && name.equals(rule.path("equals").asText()))
                || (rule.has("starts_with")
                        && name.startsWith(rule.path("starts_with").asText()))
                || (rule.has("ends_with")
                        && name.endsWith(rule.path("ends_with").asText()))
                || (rule.has("contains") && name.contains(rule.path("contains").asText()));
    }

    private static boolean any(JsonNode rules, String name) {
        for (JsonNode rule : rules) {
            if (matches(rule, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean all(JsonNode rules, String name) {
        for (JsonNode rule : rules) {
            if (!matches(rule, name)) {
                return false;
            }
        }
        return true;
    }

    /** Of several prices without hours, the last that has begun. */
    private static JsonNode inForce(JsonNode prices, Instant now) {
        if (!prices.isArray()) {
            return prices;
        }
        JsonNode chosen = JsonNodeFactory.instance.objectNode();
        for (JsonNode candidate : prices) {
            JsonNode constraint = candidate.path("constraint");
            if (!constraint.has("start_time") && hasBegun(constraint.path("start_date"), now)) {
                chosen = candidate.path("prices");
            }
        }
        return chosen;
    }

    private static boolean hasBegun(JsonNode date, Instant now) {
        return !date.isTextual() || !LocalDate.ofInstant(now, ZoneOffset.UTC).isBefore(LocalDate.parse(date.asText()));
    }

    private static LocalTime time(JsonNode text) {
        return LocalTime.parse(text.asText().replace("Z", ""));
    }

    /** Every step by prompt length becomes its base. */
    private static JsonNode shortPrompt(JsonNode prices) {
        ObjectNode base = JsonNodeFactory.instance.objectNode();
        prices.properties()
                .forEach(figure -> base.set(
                        figure.getKey(),
                        figure.getValue().isObject() ? figure.getValue().path("base") : figure.getValue()));
        return base;
    }
}
