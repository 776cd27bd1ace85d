package io.fareway.operations;

import java.util.ArrayList;
import java.util.List;

/** Turns the files as they are now into a revision that could go live. */
final class RevisionStaging {

    private static final int DRY_RUN = 0;

    private final RevisionSource source;
    private final RouteFolder folder;
    private final RouteValidator validator;
    private final RouteRevisionFactory factory;

    RevisionStaging(RevisionSource source, RouteFolder folder, RouteValidator validator, RouteRevisionFactory factory) {
        this.source = source;
        this.folder = folder;
        this.validator = validator;
        this.factory = factory;
    }

    /**
     * Builds a revision with every called route started.
     *
     * @throws RevisionRefusedException listing the problems; nothing is left behind
     */
    RouteRevision stage(int number) {
        return stage(number, true);
    }

    /**
     * Builds a revision that Hawtio does not show and that has no number of its own: for a command.
     *
     * @throws RevisionRefusedException listing the problems; nothing is left behind
     */
    RouteRevision stageApart() {
        return stage(DRY_RUN, false);
    }

    /**
     * Builds a revision and throws it away.
     *
     * @throws RevisionRefusedException listing the problems; those of the route files also when the settings have some
     */
    void check() {
        try {
            stageApart().stop();
        } catch (InvalidSettingsException settings) {
            List<String> problems = new ArrayList<>(settings.problems());
            problems.addAll(routeProblems());
            throw new RevisionRefusedException(problems, settings);
        }
    }

    private List<String> routeProblems() {
        try {
            validator.validate(folder.read(true));
            return List.of();
        } catch (InvalidRoutesException routes) {
            return routes.problems();
        }
    }

    private RouteRevision stage(int number, boolean visible) {
        RevisionContents contents = source.prepare();
        try {
            List<RouteDocument> documents = validator.validate(folder.read(contents.demo()));
            return factory.create(number, documents, contents, visible);
        } catch (RuntimeException e) {
            contents.close();
            throw e;
        }
    }
}
