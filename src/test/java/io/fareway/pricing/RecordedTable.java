package io.fareway.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * LiteLLM's table at any moment of its recorded history: the last copy, with the edits after that moment undone. So the
 * gate sees what it would have seen then, the figures that stayed and those that came anew included.
 */
final class RecordedTable {

    private final JsonNode lastCopy;
    private final Map<String, List<Step>> steps;

    /** One change of one field; an empty figure where there was none. */
    private record Step(String field, LocalDateTime seen, String before) {}

    private RecordedTable(JsonNode lastCopy, Map<String, List<Step>> steps) {
        this.lastCopy = lastCopy;
        this.steps = steps;
    }

    /** Reads the last copy and all steps. */
    static RecordedTable read(Path folder) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("litellm_price_changes.csv"))) {
            Map<String, List<Step>> steps = lines.skip(1)
                    .map(line -> line.split(",", -1))
                    .map(cells -> new Step(
                            cells[1] + "@" + cells[2] + " " + cells[3], LocalDateTime.parse(cells[0]), cells[4]))
                    .sorted(Comparator.comparing(Step::seen))
                    .collect(Collectors.groupingBy(Step::field));
            JsonNode lastCopy = new ObjectMapper()
                    .readTree(folder.resolve("litellm_model_prices.json").toFile());
            return new RecordedTable(lastCopy, steps);
        }
    }

    /** USD per million tokens of the edited entry, just before the edit. */
    Map<TokenClass, BigDecimal> before(PriceEdit edit) {
        return figures(edit, step -> !step.seen().isBefore(edit.seen()));
    }

    /** USD per million tokens of the edited entry, just after the edit and all that came with it. */
    Map<TokenClass, BigDecimal> after(PriceEdit edit) {
        return figures(edit, step -> step.seen().isAfter(edit.seen()));
    }

    private Map<TokenClass, BigDecimal> figures(PriceEdit edit, Predicate<Step> undone) {
        Map<TokenClass, BigDecimal> found = new EnumMap<>(TokenClass.class);
        LiteLlmTable.FIELDS.forEach((tokenClass, field) -> figure(edit.entry(), field + edit.variant(), undone)
                .ifPresent(perToken -> found.put(tokenClass, perMillion(perToken))));
        return found;
    }

    private static BigDecimal perMillion(BigDecimal perToken) {
        return perToken.movePointRight(6)
                .setScale(Price.MAX_DECIMALS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
    }

    private Optional<BigDecimal> figure(String entry, String field, Predicate<Step> undone) {
        return steps.getOrDefault(entry + " " + field, List.of()).stream()
                .filter(undone)
                .findFirst()
                .map(Step::before)
                .or(() -> ofLastCopy(entry, field))
                .filter(PriceEdit::isNumber)
                .map(BigDecimal::new);
    }

    private Optional<String> ofLastCopy(String entry, String field) {
        int at = entry.lastIndexOf('@');
        JsonNode model = lastCopy.path(entry.substring(0, at));
        boolean isSame = model.path("litellm_provider").asText().equals(entry.substring(at + 1));
        return isSame && model.has(field) ? Optional.of(model.path(field).asText()) : Optional.empty();
    }
}
