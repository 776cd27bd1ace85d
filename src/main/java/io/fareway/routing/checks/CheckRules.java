package io.fareway.routing.checks;

import io.fareway.model.check.AnswerCheck;
import io.fareway.model.check.Objection;
import io.fareway.model.check.UnusableCheckException;
import io.fareway.model.choice.TierChecks;
import io.fareway.model.conversation.OutputFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds words against the checks of a tier. An answer is not judged by a check that cannot be used. */
final class CheckRules {

    /** The result of an answer that failed nothing. */
    static final String PASSED = "passed";

    private CheckRules() {}

    /**
     * The name of the first check that one of the choices fails.
     *
     * @param said the words of each choice
     */
    static Optional<String> failure(TierChecks checks, List<String> said, OutputFormat format) {
        List<AnswerCheck> all = new ArrayList<>(checks.rules());
        if (checks.jsonSchema() && format instanceof OutputFormat.JsonSchema asked) {
            all.add(new AnswerCheck.Fits(asked.schema(), false));
        }
        return said.stream()
                .flatMap(words -> all.stream().flatMap(check -> objection(check, words).stream()))
                .map(Objection::name)
                .findFirst();
    }

    private static Optional<Objection> objection(AnswerCheck check, String words) {
        try {
            return check.objection(words);
        } catch (UnusableCheckException e) {
            return Optional.empty();
        }
    }
}
