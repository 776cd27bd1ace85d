package io.fareway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Money;
import io.fareway.model.choice.Selection;

/** A choice as operators see it: the same of a request that was made and of one that is only explained. */
final class SelectionView {

    private SelectionView() {}

    static void write(Selection selection, ObjectNode into) {
        into.put("policy", selection.policy().label());
        into.put("policy_reason", selection.policyReason());
        into.put("profile", selection.profile());
        ArrayNode kept = into.putArray("candidates");
        for (Selection.Kept each : selection.kept()) {
            ObjectNode candidate = kept.addObject();
            candidate.put("deployment", each.deployment());
            if (each.expectedPicoUsd().isPresent()) {
                candidate.put(
                        "expected_cost_usd",
                        Money.format(Money.fromPico(each.expectedPicoUsd().getAsLong())));
            } else {
                candidate.put("expected_cost_usd", "unknown");
            }
            candidate.put("expected_latency_ms", each.expectedMillis());
            if (!each.note().isEmpty()) {
                candidate.put("note", each.note());
            }
        }
        ArrayNode dropped = into.putArray("dropped");
        for (Selection.Dropped each : selection.dropped()) {
            dropped.addObject()
                    .put("deployment", each.deployment())
                    .put("rule", each.rule())
                    .put("reason", each.reason());
        }
    }
}
