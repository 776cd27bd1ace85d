package io.fareway.operations;

/** Reads the settings folder and builds from it what the next revision of the routes binds by name. */
public interface RevisionSource {

    /**
     * Reads and validates the settings as they are now, without changing anything that is live.
     *
     * <p>Called when the port of the web server is known.
     *
     * @return what the next revision binds; the caller closes it when the revision is refused or has drained
     * @throws RevisionRefusedException listing every problem with its file and line
     */
    RevisionContents prepare();
}
