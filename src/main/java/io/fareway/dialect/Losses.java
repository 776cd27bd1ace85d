package io.fareway.dialect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a request asks for that a wire format cannot say, collected while it is translated. */
public final class Losses {

    private final Set<String> fields = new LinkedHashSet<>();

    /**
     * Notes a field that is left out.
     *
     * @param field its name in OpenAI's chat format where that has one, else in the caller's dialect, for example
     *     {@code seed} or {@code messages[2].content[0] (audio)}
     */
    public void lose(String field) {
        fields.add(field);
    }

    /** Notes the field when it was asked for. */
    public void loseIf(boolean asked, String field) {
        if (asked) {
            lose(field);
        }
    }

    /** What was noted, in order, each once. */
    public List<String> fields() {
        return new ArrayList<>(fields);
    }

    /** Whether nothing is lost. */
    public boolean isEmpty() {
        return fields.isEmpty();
    }
}
