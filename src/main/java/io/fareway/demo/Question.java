package io.fareway.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a prompt seems to ask for, judged by its words. */
final class Question {

    /** The kinds of answer. */
    enum Kind {
        /** Code was asked for. */
        CODE,
        /** A summary: one paragraph. */
        SUMMARY,
        /** Several things, one a line. */
        LIST,
        /** One of two words the question offers. */
        CHOICE,
        /** Two paragraphs. */
        EXPLANATION,
        /** A sentence or two. */
        SHORT
    }

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}'-]*");
    private static final Pattern OFFER = Pattern.compile("([\\p{L}-]{3,}),? or ([\\p{L}-]{3,})");
    private static final int LONG_QUESTION_WORDS = 80;
    private static final Pattern SENTENCE_END = Pattern.compile("[.?!\\n]");

    private static final Set<String> CODE = Set.of(
            "code", "function", "python", "java", "javascript", "sql", "regex", "script", "program", "implement");
    private static final Set<String> SUMMARY = Set.of("summarize", "summarise", "summary", "condense", "recap", "tldr");
    private static final Set<String> LIST = Set.of("list", "ideas", "steps", "plan", "names", "options", "suggest");
    private static final Set<String> EXPLANATION =
            Set.of("explain", "why", "how", "describe", "compare", "analyze", "analyse", "essay", "write", "design");
    private static final Set<String> FILLERS = Set.of(
            "about",
            "after",
            "again",
            "all",
            "and",
            "answer",
            "any",
            "are",
            "been",
            "before",
            "between",
            "both",
            "but",
            "can",
            "could",
            "does",
            "each",
            "following",
            "for",
            "from",
            "give",
            "had",
            "has",
            "have",
            "her",
            "him",
            "his",
            "into",
            "its",
            "just",
            "let",
            "make",
            "many",
            "may",
            "more",
            "most",
            "much",
            "must",
            "need",
            "not",
            "now",
            "off",
            "once",
            "one",
            "only",
            "our",
            "out",
            "over",
            "own",
            "paragraph",
            "please",
            "said",
            "sentence",
            "sentences",
            "she",
            "short",
            "should",
            "some",
            "such",
            "tell",
            "text",
            "than",
            "that",
            "the",
            "their",
            "them",
            "then",
            "there",
            "these",
            "they",
            "this",
            "those",
            "three",
            "too",
            "two",
            "under",
            "until",
            "upon",
            "use",
            "using",
            "very",
            "was",
            "were",
            "what",
            "when",
            "where",
            "which",
            "while",
            "who",
            "whom",
            "whose",
            "will",
            "with",
            "word",
            "words",
            "would",
            "you",
            "your");

    private final String text;
    private final List<String> words;

    Question(String text) {
        this.text = text;
        this.words = WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    Kind kind() {
        if (says(CODE) || text.contains("```")) {
            return Kind.CODE;
        }
        if (says(SUMMARY)) {
            return Kind.SUMMARY;
        }
        if (OFFER.matcher(text).find()) {
            return Kind.CHOICE;
        }
        if (says(LIST)) {
            return Kind.LIST;
        }
        return says(EXPLANATION) || words.size() > LONG_QUESTION_WORDS ? Kind.EXPLANATION : Kind.SHORT;
    }

    /** The word that the question seems to be about: the last one that means something in its first sentence. */
    String subject() {
        return SENTENCE_END
                .splitAsStream(text)
                .flatMap(sentence -> lastMeaningfulWord(sentence).stream())
                .findFirst()
                .orElse("that");
    }

    private static Optional<String> lastMeaningfulWord(String sentence) {
        return WORD.matcher(sentence)
                .results()
                .map(MatchResult::group)
                .filter(word -> word.length() > 2)
                .filter(word -> !isAsking(word.toLowerCase(Locale.ROOT)))
                .reduce((earlier, later) -> later);
    }

    /** The two words between which the question wants a choice; the subject twice when it offers none. */
    List<String> offer() {
        Matcher offer = OFFER.matcher(text);
        return offer.find() ? Arrays.asList(offer.group(1), offer.group(2)) : List.of(subject(), subject());
    }

    private boolean says(Set<String> vocabulary) {
        return words.stream().anyMatch(vocabulary::contains);
    }

    private static boolean isAsking(String word) {
        return FILLERS.contains(word)
                || CODE.contains(word)
                || SUMMARY.contains(word)
                || LIST.contains(word)
                || EXPLANATION.contains(word);
    }
}
