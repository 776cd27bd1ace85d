package io.fareway.ledger;

import io.fareway.model.Deployment;
import io.fareway.model.Metering;
import io.fareway.model.Outcome;
import io.fareway.model.SavingParts;
import io.fareway.model.ServiceTier;
import io.fareway.model.TokenClass;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The SQL that writes ledger entries, one dialect for SQLite and PostgreSQL. Each statement may be repeated with the
 * same entry: after a commit whose confirmation was lost nobody knows whether the row is there. A row of the same id
 * that is not the same call or request is left alone, and the update count is then 0.
 */
final class LedgerStatements {

    private static final List<String> REQUEST = List.of(
            "id",
            "received_at",
            "endpoint",
            "asked_model",
            "task",
            "tier",
            "tier_reason",
            "streamed",
            "job",
            "outcome",
            "status",
            "attempts",
            "deployment",
            "cost_pico_usd",
            "baseline_pico_usd",
            "baseline",
            "first_byte_ms",
            "duration_ms",
            "caller",
            "team",
            "end_user",
            "session",
            "notes",
            "saved_routing_pico",
            "saved_failover_pico",
            "saved_cache_pico",
            "saved_batch_pico",
            "saved_off_peak_pico",
            "selection",
            "experiment",
            "arm");

    private static final List<Function<SavingParts, BigDecimal>> SAVING_PARTS = List.of(
            SavingParts::routing, SavingParts::failover, SavingParts::cache, SavingParts::batch, SavingParts::offPeak);

    private static final String SAME_ATTEMPT =
            " where attempt.opened_at = excluded.opened_at and attempt.instance = excluded.instance";

    static final String OPEN = insert("attempt", AttemptColumns.OPENING)
            + " on conflict (id) do update set id = excluded.id" + SAME_ATTEMPT + " and attempt.closed_at is null";

    static final String WITHDRAW = "delete from attempt where id = ? and closed_at is null";

    static final String CLOSE = insert("attempt", AttemptColumns.ALL) + " on conflict (id) do update set "
            + excluded(AttemptColumns.CLOSING) + SAME_ATTEMPT;

    static final String CHECK = "update attempt set answer_check = ?, answer_score = ? where id = ?";

    static final String SETTLE = insert("request", REQUEST)
            + " on conflict (id) do update set " + excluded(REQUEST)
            + " where request.received_at = excluded.received_at";

    private LedgerStatements() {}

    static void bind(OpenedAttempt row, Binder binder) throws SQLException {
        Deployment deployment = row.deployment();
        binder.text(row.id())
                .text(row.requestId())
                .number(row.number())
                .text(row.endpoint())
                .text(row.askedModel())
                .text(row.task())
                .text(row.tier())
                .text(row.tierReason())
                .text(deployment.name())
                .text(deployment.provider())
                .text(deployment.model())
                .flag(row.streamed())
                .flag(deployment.simulated())
                .text(row.job())
                .text(row.instance())
                .number(row.openedAt())
                .text(row.caller())
                .text(row.team())
                .text(row.kind().label())
                .text(row.trial().experiment())
                .text(row.trial().arm())
                .text(row.providerKey());
    }

    static void bind(ClosedAttempt row, Binder binder) throws SQLException {
        bind(row.opened(), binder);
        binder.number(row.closedAt())
                .text(stored(row.outcome()))
                .text(row.billing().label())
                .number(row.httpStatus())
                .text(row.error());
        for (TokenClass tokenClass : TokenClass.values()) {
            binder.number(row.usage().of(tokenClass));
        }
        Metering metering = row.usage().metering();
        binder.flag(row.usage().estimated())
                .text(StoredParts.units(metering))
                .text(metering.serviceTier().map(ServiceTier::label).orElse(""))
                .text(metering.region())
                .text(row.priceId())
                .number(row.costPicoUsd())
                .text(row.costParts())
                .number(row.firstByteMillis())
                .number(row.durationMillis())
                .number(row.ownCount().prompt())
                .number(row.ownCount().answer());
    }

    static void bind(SettledRequest row, Binder binder) throws SQLException {
        binder.text(row.id())
                .number(row.receivedAt())
                .text(row.endpoint())
                .text(row.askedModel())
                .text(row.task())
                .text(row.tier())
                .text(row.tierReason())
                .flag(row.streamed())
                .text(row.job())
                .text(stored(row.outcome()))
                .number(row.status())
                .number(row.attempts())
                .text(row.deployment())
                .number(row.costPicoUsd())
                .number(row.baselinePicoUsd())
                .text(row.baseline())
                .number(row.firstByteMillis())
                .number(row.durationMillis())
                .text(row.labels().caller())
                .text(row.labels().team())
                .text(row.labels().user())
                .text(row.labels().session())
                .text(row.notes());
        for (Function<SavingParts, BigDecimal> part : SAVING_PARTS) {
            binder.number(StoredMoney.pico(row.id(), row.saving().map(part)));
        }
        binder.text(row.selection())
                .text(row.trial().experiment())
                .text(row.trial().arm());
    }

    /** How the database writes an outcome. */
    static String stored(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    /** Reads what {@link #stored} wrote. */
    static Outcome outcome(String stored) {
        return Outcome.valueOf(stored.toUpperCase(Locale.ROOT));
    }

    private static String insert(String table, List<String> columns) {
        return "insert into " + table + " (" + String.join(", ", columns) + ") values ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
    }

    private static String excluded(List<String> columns) {
        return columns.stream().map(column -> column + " = excluded." + column).collect(Collectors.joining(", "));
    }
}
