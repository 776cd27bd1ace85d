package io.fareway.pricing;

import io.fareway.model.TokenClass;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One recorded edit of a token price in LiteLLM's table, number to number.
 *
 * @param entry name and provider of the model, by {@code @}
 * @param variant suffix of the field, such as {@code _batches}; empty for the fields that {@link LiteLlmTable} reads
 * @param oldUsd USD per million tokens
 */
record PriceEdit(
        LocalDateTime seen, String entry, String variant, TokenClass tokenClass, BigDecimal oldUsd, BigDecimal newUsd) {

    private static final String VARIANTS = "_above_200k_tokens|_above_272k_tokens|_cache_hit|_batches|_flex|_priority";
    private static final BigDecimal SLIPPED_DECIMAL = new BigDecimal("9.9");
    private static final Duration SOON = Duration.ofDays(60);

    /** All edits of token prices in the file; prices per page, image, second and the like are left out. */
    static List<PriceEdit> readAll(Path csv) throws IOException {
        try (Stream<String> lines = Files.lines(csv)) {
            return lines.skip(1)
                    .map(line -> line.split(",", -1))
                    .flatMap(PriceEdit::parse)
                    .toList();
        }
    }

    private static Stream<PriceEdit> parse(String[] cells) {
        String field = cells[3].replaceFirst("(" + VARIANTS + ")$", "");
        String variant = cells[3].substring(field.length());
        return LiteLlmTable.FIELDS.entrySet().stream()
                .filter(known -> known.getValue().equals(field))
                .filter(known -> isNumber(cells[4]) && isNumber(cells[5]))
                .map(known -> new PriceEdit(
                        LocalDateTime.parse(cells[0]),
                        cells[1] + "@" + cells[2],
                        variant,
                        known.getKey(),
                        FeedFigures.fitting(new BigDecimal(cells[4]).movePointRight(6)),
                        FeedFigures.fitting(new BigDecimal(cells[5]).movePointRight(6))));
    }

    static boolean isNumber(String cell) {
        return cell.matches("[0-9].*");
    }

    /** The edits that one reader of the table would see together. */
    String moment() {
        return seen + " " + entry + variant;
    }

    PriceEdit withNewUsd(BigDecimal usd) {
        return new PriceEdit(seen, entry, variant, tokenClass, oldUsd, usd);
    }

    /** The same figure, once it was right, slipping by a factor without anything else changing. */
    PriceEdit slippedAfterwards(BigDecimal factor) {
        return new PriceEdit(seen, entry, variant, tokenClass, newUsd, newUsd.multiply(factor));
    }

    boolean involvesZero() {
        return oldUsd.signum() == 0 || newUsd.signum() == 0;
    }

    /**
     * Whether this is a unit slip or the repair of one: a factor of 9.9 or more (a decimal slipped, give or take a
     * rounding), or a factor above 3 that the next edit undoes within 60 days.
     */
    boolean isSlip(List<PriceEdit> all) {
        BigDecimal factor = factor(oldUsd, newUsd);
        return factor.compareTo(SLIPPED_DECIMAL) >= 0
                || (factor.compareTo(new BigDecimal("3")) > 0
                        && next(all).filter(this::isUndoneBy).isPresent());
    }

    private Optional<PriceEdit> next(List<PriceEdit> all) {
        return all.stream()
                .filter(edit -> edit.entry.equals(entry)
                        && edit.variant.equals(variant)
                        && edit.tokenClass == tokenClass
                        && edit.seen.isAfter(seen))
                .min((one, other) -> one.seen.compareTo(other.seen));
    }

    private boolean isUndoneBy(PriceEdit next) {
        return !next.involvesZero()
                && next.seen.isBefore(seen.plus(SOON))
                && factor(oldUsd, next.newUsd).compareTo(new BigDecimal("1.5")) < 0;
    }

    private static BigDecimal factor(BigDecimal one, BigDecimal other) {
        return one.max(other).divide(one.min(other), MathContext.DECIMAL64);
    }
}
