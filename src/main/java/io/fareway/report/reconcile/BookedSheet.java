package io.fareway.report.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.Money;
import io.fareway.model.TokenClass;
import io.fareway.report.LedgerSnapshot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the ledger says of one provider, told apart as an export tells it apart. Providers count reasoning with the answer
 * and images with the prompt, so the ledger's classes are put together likewise.
 */
final class BookedSheet {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ATTEMPTS =
            """
            select opened_at, model, cost_pico_usd, cost_parts, %s from attempt
             where opened_at >= :from and opened_at < :to and provider = :provider and closed_at is not null
            """
                    .formatted(Stream.of(TokenClass.values())
                            .map(BookedSheet::column)
                            .collect(Collectors.joining(", ")));

    private final Sheet sheet = new Sheet();
    private final Layout layout;
    private final ZoneId zone;
    private long unpriced;

    private BookedSheet(Layout layout, ZoneId zone) {
        this.layout = layout;
        this.zone = zone;
    }

    /** Reads the days that an export speaks of; days begin in that zone. */
    static BookedSheet read(LedgerSnapshot ledger, String provider, Export export, ZoneId zone) {
        BookedSheet booked = new BookedSheet(export.layout(), zone);
        return ledger.read(jdbc -> {
            jdbc.sql(ATTEMPTS)
                    .param("from", export.first().atStartOfDay(zone).toInstant().toEpochMilli())
                    .param(
                            "to",
                            export.last()
                                    .plusDays(1)
                                    .atStartOfDay(zone)
                                    .toInstant()
                                    .toEpochMilli())
                    .param("provider", provider)
                    .query(row -> {
                        booked.add(row);
                    });
            return booked;
        });
    }

    private void add(ResultSet row) throws SQLException {
        LocalDate day =
                Instant.ofEpochMilli(row.getLong("opened_at")).atZone(zone).toLocalDate();
        String model = layout.byModel() ? row.getString("model") : Cell.ALL;
        long used = 0;
        for (TokenClass tokenClass : TokenClass.values()) {
            long tokens = row.getLong(column(tokenClass));
            used += tokens;
            if (layout.tokens() && tokens > 0) {
                sheet.add(new Cell(day, model, part(tokenClass.label())), Amount.ofTokens(tokens));
            }
        }
        long pico = row.getLong("cost_pico_usd");
        boolean priced = !row.wasNull();
        unpriced += !priced && used > 0 ? 1 : 0;
        if (layout.usd() && priced) {
            addCost(row, new Cell(day, model, Cell.ALL), pico);
        }
    }

    private void addCost(ResultSet row, Cell whole, long pico) throws SQLException {
        if (layout.tokens() || !layout.byPart()) {
            sheet.add(whole, Amount.ofUsd(Money.fromPico(pico)));
            return;
        }
        String parts = row.getString("cost_parts");
        try {
            JSON.readTree(parts.isEmpty() ? "{}" : parts)
                    .properties()
                    .forEach(part -> sheet.add(
                            new Cell(whole.day(), whole.model(), part(part.getKey())),
                            Amount.ofUsd(Money.fromPico(part.getValue().asLong()))));
        } catch (JsonProcessingException unreadable) {
            throw new SQLException("an attempt's parts are no JSON object: " + parts, unreadable);
        }
    }

    private static String part(String label) {
        return switch (label) {
            case "reasoning" -> TokenClass.OUTPUT.label();
            case "image_input" -> TokenClass.INPUT.label();
            case "image_output" -> TokenClass.OUTPUT.label();
            default -> label;
        };
    }

    private static String column(TokenClass tokenClass) {
        return tokenClass.label() + "_tokens";
    }

    Sheet sheet() {
        return sheet;
    }

    /** Attempts that used tokens at an unknown price. */
    long unpriced() {
        return unpriced;
    }
}
