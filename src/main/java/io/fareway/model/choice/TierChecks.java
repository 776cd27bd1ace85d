package io.fareway.model.choice;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an answer of a tier must satisfy. Answers that call tools are not checked.
 *
 * @param notEmpty whether it must say something
 * @param jsonSchema whether it must follow the JSON schema that its request asks for
 * @param mustMatch what must be found in it
 * @param refusals what must not be found in it, however written
 * @param escalateTo the tier that answers instead where it fails; empty = failures are only recorded
 */
public record TierChecks(
        boolean notEmpty,
        boolean jsonSchema,
        Optional<Pattern> mustMatch,
        List<Pattern> refusals,
        Optional<String> escalateTo) {

    public TierChecks {
        refusals = List.copyOf(refusals);
    }
}
