package io.fareway.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/** Puts an answer into words; the same question always gets the same ones. */
final class Phrases {

    private static final List<String> SHORT = List.of(
            "{Subject}? Yes, as long as nobody unplugs it.",
            "Certainly {subject}. I would know: I am made of the finest string templates.",
            "The short answer is {subject}. The long answer is the same, with footnotes.",
            "Forty-two, give or take {subject}.",
            "My imaginary experts on {subject} agree, which has never happened before.");

    private static final List<String> SENTENCES = List.of(
            "At first sight {subject} looks simple, and at second sight it looks back.",
            "Most of what matters about {subject} is decided early, usually on a napkin.",
            "The people closest to {subject} say it works, and then lower their voices.",
            "Two forces pull at {subject}: what it should do, and what it did last Tuesday.",
            "Measured over a year, {subject} costs less than the meetings about it.",
            "There is a cheaper way to do {subject}, and it takes exactly as long to find as it saves.",
            "Whoever owns {subject} should write down why, before the reason leaves for lunch.",
            "In practice {subject} fails in the third place one looks, so it pays to start there.");

    private static final List<String> ITEMS = List.of(
            "Say what {subject} is for, in one sentence without the word 'synergy'.",
            "Find the smallest part of {subject} that somebody would miss.",
            "Do that part on a Tuesday, when everyone is awake.",
            "Measure {subject} before and after, and keep the embarrassing number too.",
            "Tell the cat about {subject}; if it stays, you explained it well.",
            "Stop while {subject} is still fun.");

    private static final List<String> CODE = List.of(
            "def {name}(items):\n    \"\"\"Does {subject}, one item at a time.\"\"\"\n    result = []\n"
                    + "    for item in items:\n        if item is not None:\n            result.append(item)\n"
                    + "    return sorted(result)\n",
            "def {name}(value, attempts=3):\n    \"\"\"Tries {subject} until it gives in.\"\"\"\n"
                    + "    for attempt in range(attempts):\n        if value:\n            return value, attempt\n"
                    + "    raise ValueError(\"{subject} wants a holiday\")\n");

    private static final String SIGNATURE = " (Simulated: no model was asked, no money was spent.)";

    private final Question question;
    private final int variant;

    /** Answers to one question. */
    Phrases(String text) {
        this.question = new Question(text);
        CRC32 checksum = new CRC32();
        checksum.update(text.getBytes(UTF_8));
        this.variant = (int) (checksum.getValue() % 10_007);
    }

    String answer() {
        return switch (question.kind()) {
            case SHORT -> fill(pick(SHORT, 0));
            case CHOICE -> question.offer().get(variant % 2) + ". The coin I tossed was simulated, but fair.";
            case SUMMARY -> "In short: " + paragraph(4, 0) + SIGNATURE;
            case LIST ->
                IntStream.range(0, 4)
                        .mapToObj(line -> (line + 1) + ". " + fill(pick(ITEMS, line)))
                        .collect(Collectors.joining("\n"));
            case EXPLANATION -> paragraph(4, 0) + "\n\n" + paragraph(4, 4) + SIGNATURE;
            case CODE ->
                "Here is a version that reads well and has never been run:\n\n```python\n" + fill(pick(CODE, 0))
                        + "```\n\nTest it before " + question.subject() + " tests you.";
        };
    }

    String subject() {
        return question.subject();
    }

    private String paragraph(int sentences, int from) {
        return IntStream.range(from, from + sentences)
                .mapToObj(sentence -> fill(pick(SENTENCES, sentence)))
                .collect(Collectors.joining(" "));
    }

    private String pick(List<String> phrases, int offset) {
        return phrases.get((variant + offset) % phrases.size());
    }

    private String fill(String phrase) {
        String subject = question.subject();
        String capitalised = subject.substring(0, 1).toUpperCase(Locale.ROOT) + subject.substring(1);
        String name = subject.replaceAll("[^\\p{L}\\p{N}]+", "_");
        return phrase.replace("{Subject}", capitalised)
                .replace("{subject}", subject)
                .replace("{name}", name);
    }
}
