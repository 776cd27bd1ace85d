package io.fareway.operations;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a few lines, without a stack trace, why the first revision cannot start; found by spring.factories. */
final class RevisionFailureAnalyzer extends AbstractFailureAnalyzer<RevisionRefusedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, RevisionRefusedException cause) {
        return new FailureAnalysis(
                "The routes or settings are not valid:" + System.lineSeparator() + cause.report(),
                "Correct the lines above and start again.",
                cause);
    }
}
