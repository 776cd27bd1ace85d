package io.fareway.dialect.gemini;

import java.util.ArrayList;
import java.util.List;

/**
 * Names the calls of a caller's conversation that carry no ids: by their position, so that the same conversation always
 * gets the same ids. A result without an id belongs to the oldest open call of its function, as Gemini has it.
 */
final class CallIds {

    private final List<Open> open = new ArrayList<>();
    private int calls;

    private record Open(String name, String id) {}

    /** The id of the next call. */
    String ofCall(String given, String name) {
        calls++;
        String id = given.isEmpty() ? "call_" + calls : given;
        open.add(new Open(name, id));
        return id;
    }

    /** The id of the call that has this result. */
    String ofResult(String given, String name) {
        for (Open call : open) {
            if (given.isEmpty() ? call.name().equals(name) : call.id().equals(given)) {
                open.remove(call);
                return call.id();
            }
        }
        return given.isEmpty() ? "call_of_" + name : given;
    }
}
