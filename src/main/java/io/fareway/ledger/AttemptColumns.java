package io.fareway.ledger;

import io.fareway.model.TokenClass;
import java.util.List;
import java.util.stream.Stream;

/** Columns of the table {@code attempt}, in the order in which they are bound. */
final class AttemptColumns {

    /** Known when the call is about to be sent. */
    static final List<String> OPENING = List.of(
            "id",
            "request_id",
            "number",
            "endpoint",
            "asked_model",
            "task",
            "tier",
            "tier_reason",
            "deployment",
            "provider",
            "model",
            "streamed",
            "simulated",
            "job",
            "instance",
            "opened_at",
            "caller",
            "team",
            "kind",
            "experiment",
            "arm",
            "provider_key");

    /** Known when it has ended. */
    static final List<String> CLOSING = Stream.of(
                    Stream.of("closed_at", "outcome", "billing", "http_status", "error"),
                    Stream.of(TokenClass.values()).map(AttemptColumns::tokens),
                    Stream.of(
                            "usage_estimated",
                            "units",
                            "service_tier",
                            "region",
                            "price_id",
                            "cost_pico_usd",
                            "cost_parts",
                            "first_byte_ms",
                            "duration_ms",
                            "own_prompt_tokens",
                            "own_answer_tokens"))
            .flatMap(columns -> columns)
            .toList();

    /** All of them. */
    static final List<String> ALL =
            Stream.concat(OPENING.stream(), CLOSING.stream()).toList();

    private AttemptColumns() {}

    /** The column that counts the tokens of a class. */
    static String tokens(TokenClass tokenClass) {
        return tokenClass.label() + "_tokens";
    }
}
