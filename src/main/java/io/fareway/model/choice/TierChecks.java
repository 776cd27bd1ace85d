package io.fareway.model.choice;

import io.fareway.model.check.AnswerCheck;
import java.util.List;
import java.util.Optional;

/**
 * What an answer of a tier must satisfy. Answers that call tools are not checked.
 *
 * @param rules in the order in which they are looked at
 * @param jsonSchema whether it must follow the JSON schema that its request asks for
 * @param judge the model that judges answers which pass all else; empty for none
 * @param escalateTo the tier that answers instead where it fails; empty = failures are only recorded
 */
public record TierChecks(
        List<AnswerCheck> rules, boolean jsonSchema, Optional<Judge> judge, Optional<String> escalateTo) {

    public TierChecks {
        rules = List.copyOf(rules);
    }
}
