package io.fareway.dialect;

import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.Frame;
import java.util.List;

/** Reads one streamed answer of one wire format. Holds only what later events refer to, never the answer. */
public interface StreamReader {

    /**
     * What this frame says, in order; empty for keep-alives and for frames that cannot be read, which are skipped:
     * whether the answer is whole is decided by its finish.
     */
    List<AnswerEvent> read(Frame frame);
}
