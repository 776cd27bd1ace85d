package io.fareway.operations;

import java.util.List;
import java.util.stream.Stream;

/** Route files that do not pass validation, or that Camel cannot start. */
public final class InvalidRoutesException extends RevisionRefusedException {

    private final transient List<RouteProblem> details;

    InvalidRoutesException(List<RouteProblem> problems) {
        super(texts(problems));
        details = List.copyOf(problems);
    }

    InvalidRoutesException(RouteProblem problem, Throwable cause) {
        super(List.of(problem.toString()), cause);
        details = List.of(problem);
    }

    Stream<RouteProblem> details() {
        return details.stream();
    }

    private static List<String> texts(List<RouteProblem> problems) {
        return problems.stream().sorted().map(RouteProblem::toString).toList();
    }
}
