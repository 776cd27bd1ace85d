package io.fareway.report.reconcile;

import io.fareway.model.TokenClass;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The exports of the usage and the cost page of Anthropic's console, by days in UTC. The cost page names models for
 * people ({@code Claude Haiku 4.5}) and rounds to cents.
 *
 * @see <a href="https://support.anthropic.com/en/articles/9534590-cost-and-usage-reporting-in-console">usage and cost
 *     reporting</a>
 * @see <a href="https://platform.claude.com/docs/en/api/resources/admin/subresources/usage_and_cost">the same by API</a>
 */
final class AnthropicFormat implements ExportFormat {

    private static final String DAY = "usage_date_utc";
    private static final String INPUT = "usage_input_tokens_no_cache";
    private static final String OUTPUT = "usage_output_tokens";

    private static final Map<String, TokenClass> TOKENS = Map.of(
            INPUT,
            TokenClass.INPUT,
            "usage_input_tokens_cache_write_5m",
            TokenClass.CACHE_WRITE_5M,
            "usage_input_tokens_cache_write_1h",
            TokenClass.CACHE_WRITE_1H,
            "usage_input_tokens_cache_read",
            TokenClass.CACHE_READ,
            OUTPUT,
            TokenClass.OUTPUT);

    private static final Map<String, String> COST_PARTS = costParts();

    private static final Set<String> DESCRIBING = Set.of(
            DAY,
            "model",
            "model_version",
            "workspace",
            "api_key",
            "api_key_id",
            "api_key_status",
            "usage_type",
            "context_window",
            "inference_geo",
            "speed",
            "service_tier",
            "web_search_count",
            "token_type",
            "cost_type",
            "cost_usd",
            "list_price_usd");

    private static Map<String, String> costParts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("input_no_cache", TokenClass.INPUT.label());
        parts.put("uncached_input_tokens", TokenClass.INPUT.label());
        parts.put("input_cache_read", TokenClass.CACHE_READ.label());
        parts.put("cache_read_input_tokens", TokenClass.CACHE_READ.label());
        parts.put("input_cache_write_5m", TokenClass.CACHE_WRITE_5M.label());
        parts.put("input_cache_write_1h", TokenClass.CACHE_WRITE_1H.label());
        parts.put("output", TokenClass.OUTPUT.label());
        parts.put("output_tokens", TokenClass.OUTPUT.label());
        return Map.copyOf(parts);
    }

    @Override
    public Optional<Layout> layout(List<String> columns) {
        if (columns.containsAll(List.of(DAY, "model_version", INPUT, OUTPUT))) {
            return Optional.of(new Layout(true, false, true, true, known(), AnthropicFormat::usage));
        }
        if (columns.containsAll(List.of(DAY, "model", "token_type", "cost_usd"))) {
            return Optional.of(new Layout(false, true, true, true, known(), AnthropicFormat::costs));
        }
        return Optional.empty();
    }

    @Override
    public String needs() {
        return DAY + ", model_version, " + INPUT + " and " + OUTPUT + " (usage), or " + DAY
                + ", model, token_type and cost_usd (cost)";
    }

    private static Set<String> known() {
        Set<String> all = new HashSet<>(DESCRIBING);
        all.addAll(TOKENS.keySet());
        return all;
    }

    private static List<Layout.Billed> usage(Map<String, String> row) {
        List<Layout.Billed> billed = new ArrayList<>();
        TOKENS.forEach((column, tokenClass) -> {
            long tokens = Fields.count(row, column);
            if (tokens != 0) {
                Cell cell = new Cell(Fields.day(row, DAY), Fields.text(row, "model_version"), tokenClass.label());
                billed.add(new Layout.Billed(cell, Amount.ofTokens(tokens)));
            }
        });
        return billed;
    }

    /** What is no token type, as web searches, is named by its cost type. */
    private static List<Layout.Billed> costs(Map<String, String> row) {
        String type = Fields.text(row, "token_type");
        String named = type.isEmpty() ? Fields.text(row, "cost_type") : type;
        String part = COST_PARTS.getOrDefault(named, named.equals("web_search") ? "search" : named);
        String model = Fields.text(row, "model");
        Cell cell =
                new Cell(Fields.day(row, DAY), model.isEmpty() ? Cell.ALL : model, part.isEmpty() ? Cell.ALL : part);
        return List.of(new Layout.Billed(cell, Amount.ofUsd(Fields.number(row, "cost_usd"))));
    }
}
