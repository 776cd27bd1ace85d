package io.fareway.report.reconcile;

import io.fareway.model.TokenClass;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The exports of OpenAI's usage page: usage of completions, and costs. Columns are the fields of the usage and the costs
 * object, beside the time bucket in seconds since 1970 (UTC).
 *
 * @see <a href="https://developers.openai.com/api/docs/api-reference/usage">usage and costs objects</a>
 */
final class OpenAiFormat implements ExportFormat {

    private static final String DAY = "start_time";
    private static final Set<String> DESCRIBING = Set.of(
            DAY,
            "end_time",
            "start_time_iso",
            "end_time_iso",
            "project_id",
            "project_name",
            "user_id",
            "user_email",
            "api_key_id",
            "organization_id",
            "organization_name",
            "api_source");
    private static final Set<String> OF_USAGE = Set.of(
            "model",
            "batch",
            "service_tier",
            "num_model_requests",
            "input_tokens",
            "input_cached_tokens",
            "input_uncached_tokens",
            "input_text_tokens",
            "output_tokens",
            "output_text_tokens",
            "input_audio_tokens",
            "output_audio_tokens");
    private static final Set<String> OF_COSTS =
            Set.of("amount_value", "amount_currency", "quantity", "quantity_unit", "line_item");

    @Override
    public Optional<Layout> layout(List<String> columns) {
        if (columns.containsAll(List.of(DAY, "model", "input_tokens", "output_tokens"))) {
            return Optional.of(new Layout(true, false, true, true, with(OF_USAGE), OpenAiFormat::usage));
        }
        if (columns.containsAll(List.of(DAY, "amount_value", "line_item"))) {
            return Optional.of(new Layout(false, true, true, true, with(OF_COSTS), OpenAiFormat::costs));
        }
        return Optional.empty();
    }

    @Override
    public String needs() {
        return "start_time, model, input_tokens and output_tokens (usage), or start_time, amount_value and line_item"
                + " (costs, grouped by line item)";
    }

    private static Set<String> with(Set<String> more) {
        Set<String> all = new HashSet<>(DESCRIBING);
        all.addAll(more);
        return all;
    }

    /** {@code input_tokens} counts text, cached tokens included; audio is counted beside it. */
    private static List<Layout.Billed> usage(Map<String, String> row) {
        LocalDate day = Fields.day(row, DAY);
        String model = Fields.text(row, "model");
        if (model.isEmpty()) {
            return List.of();
        }
        long cached = Fields.count(row, "input_cached_tokens");
        List<Layout.Billed> billed = new ArrayList<>();
        add(billed, day, model, TokenClass.INPUT, Fields.count(row, "input_tokens") - cached);
        add(billed, day, model, TokenClass.CACHE_READ, cached);
        add(billed, day, model, TokenClass.OUTPUT, Fields.count(row, "output_tokens"));
        add(billed, day, model, TokenClass.AUDIO_INPUT, Fields.count(row, "input_audio_tokens"));
        add(billed, day, model, TokenClass.AUDIO_OUTPUT, Fields.count(row, "output_audio_tokens"));
        return billed;
    }

    private static void add(List<Layout.Billed> billed, LocalDate day, String model, TokenClass part, long tokens) {
        if (tokens != 0) {
            billed.add(new Layout.Billed(new Cell(day, model, part.label()), Amount.ofTokens(tokens)));
        }
    }

    /** A line item is a model and what was charged for, as in {@code gpt-4o-2024-08-06, cached input}. */
    private static List<Layout.Billed> costs(Map<String, String> row) {
        if (Fields.text(row, "amount_value").isEmpty()) {
            return List.of();
        }
        String currency = Fields.text(row, "amount_currency");
        if (!currency.isEmpty() && !currency.equalsIgnoreCase("usd")) {
            throw new IllegalArgumentException("amount_currency is " + currency + ", only usd can be compared");
        }
        String item = Fields.text(row, "line_item");
        int comma = item.lastIndexOf(", ");
        String model = comma < 0 ? Cell.ALL : item.substring(0, comma);
        String part = comma < 0 ? item : part(item.substring(comma + 2).toLowerCase(Locale.ROOT));
        return List.of(new Layout.Billed(
                new Cell(Fields.day(row, DAY), model, part.isEmpty() ? Cell.ALL : part),
                Amount.ofUsd(Fields.number(row, "amount_value"))));
    }

    private static String part(String item) {
        boolean audio = item.contains("audio");
        if (item.contains("cached")) {
            return audio ? TokenClass.AUDIO_CACHE_READ.label() : TokenClass.CACHE_READ.label();
        }
        if (item.contains("output")) {
            return audio ? TokenClass.AUDIO_OUTPUT.label() : TokenClass.OUTPUT.label();
        }
        if (item.contains("input")) {
            return audio ? TokenClass.AUDIO_INPUT.label() : TokenClass.INPUT.label();
        }
        return item;
    }
}
