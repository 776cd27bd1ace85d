package io.fareway.operations;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks route files before Camel sees them: YAML, then Camel's schema, then the house rules. */
final class RouteValidator {

    private final Set<String> allowedSchemes;
    private SoftReference<RouteSchema> schema = new SoftReference<>(null);

    RouteValidator(Set<String> allowedSchemes) {
        this.allowedSchemes = Set.copyOf(allowedSchemes);
    }

    /**
     * Checks all files of a revision.
     *
     * @return the parsed files
     * @throws InvalidRoutesException listing every problem of every file; the house rules are looked at only when all
     *     files pass the schema, because their messages would repeat its
     */
    List<RouteDocument> validate(List<RouteFile> files) {
        List<RouteDocument> documents = new ArrayList<>();
        List<RouteProblem> problems = new ArrayList<>();
        for (RouteFile file : files) {
            try {
                documents.add(RouteDocument.parse(file));
            } catch (InvalidRoutesException e) {
                e.details().forEach(problems::add);
            }
        }
        RouteSchema schema = schema();
        documents.forEach(document -> problems.addAll(schema.check(document)));
        if (problems.isEmpty()) {
            problems.addAll(new RoutePolicy(allowedSchemes).check(documents));
        }
        if (!problems.isEmpty()) {
            throw new InvalidRoutesException(problems);
        }
        return List.copyOf(documents);
    }

    /** Reading the schema takes long and its tree is large: keep it while memory allows. */
    private synchronized RouteSchema schema() {
        RouteSchema kept = schema.get();
        if (kept == null) {
            kept = new RouteSchema();
            schema = new SoftReference<>(kept);
        }
        return kept;
    }
}
