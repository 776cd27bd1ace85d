package io.fareway.model;

/**
 * What a streaming client has received of the answer's text, so that a further attempt can prove that it continues the
 * same answer. Used by one thread at a time.
 */
public final class SentText {

    private final StringBuilder text = new StringBuilder();
    private boolean onlyText = true;
    private String id = "";
    private long created;

    /** Everything sent so far. */
    public String text() {
        return text.toString();
    }

    /** Characters sent so far. */
    public int length() {
        return text.length();
    }

    /** Notes text that has been sent. */
    public void add(String delta) {
        text.append(delta);
    }

    /** Notes that something else than text was sent (a tool call, say): only text can be compared and continued. */
    public void addOther() {
        onlyText = false;
    }

    /** Whether nothing but text was sent. */
    public boolean onlyText() {
        return onlyText;
    }

    /** Notes the identity under which the answer began, once. */
    public void begin(String answerId, long createdAt) {
        if (id.isEmpty()) {
            id = answerId;
            created = createdAt;
        }
    }

    /** The answer's id as the client knows it; empty before the first event. */
    public String id() {
        return id;
    }

    /** The answer's creation time as the client knows it, in seconds since 1970. */
    public long created() {
        return created;
    }
}
