package io.fareway.routing.whatif;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** The comparison as JSON: USD as decimal text, all digits. */
final class WhatIfJson {

    private static final int DECIMALS = 3;

    private WhatIfJson() {}

    static ObjectNode of(WhatIf result) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("from", result.question().period().from().toString());
        root.put("to", result.question().period().to().toString());
        Coverage coverage = result.coverage();
        root.putObject("coverage")
                .put("requests", coverage.requests())
                .put("as_booked", coverage.standing())
                .put("replayed", coverage.replayed())
                .put("left_out", coverage.leftOut())
                .put("left_out_usd", Money.format(coverage.leftOutPico().movePointLeft(12)));
        root.set("booked", side(result.booked()));
        root.set("what_if", side(result.otherwise()));
        root.put(
                "difference_usd",
                Money.format(result.otherwise().usd().subtract(result.booked().usd())));
        result.assumptions().forEach(root.putArray("assumed")::add);
        return root;
    }

    private static ObjectNode side(Side side) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("cost_usd", Money.format(side.usd()));
        node.put("answered", decimal(side.answered()));
        node.put("failed", decimal(side.failed()));
        node.put("failed_attempts", decimal(side.failedAttempts()));
        node.put("latency_mean_ms", decimal(side.meanMillis()));
        node.put("latency_p50_ms", side.percentile(50));
        node.put("latency_p95_ms", side.percentile(95));
        node.put("latency_p99_ms", side.percentile(99));
        ObjectNode deployments = node.putObject("deployments");
        side.deployments().forEach((name, share) -> deployments
                .putObject(name)
                .put("answered", decimal(share.answers()))
                .put("cost_usd", Money.format(share.usd())));
        return node;
    }

    private static BigDecimal decimal(double value) {
        return Money.plain(BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN));
    }
}
