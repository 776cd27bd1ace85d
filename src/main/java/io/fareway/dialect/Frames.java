package io.fareway.dialect;

import io.fareway.model.conversation.Frame;
import java.io.IOException;
import java.util.Optional;

/** The messages of a streamed response body, one after the other as they arrive. */
public interface Frames {

    /**
     * Waits for the next one.
     *
     * @return empty at the end of the body; a message that is cut off there is dropped
     */
    Optional<Frame> next() throws IOException;
}
