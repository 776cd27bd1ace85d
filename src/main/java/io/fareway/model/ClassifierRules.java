package io.fareway.model;

import java.util.List;
import java.util.Map;

/**
 * The rule set of the task classifier, from {@code config/classifier.yaml}. Points of all rules that apply are added;
 * the tier is the first whose limit is above the sum.
 *
 * @param hints tier by task name, as callers give it in {@code x-fareway-task} or {@code metadata.task}
 * @param lengths points by prompt length; the first entry whose limit is not below the prompt applies
 * @param words points for words and phrases of the last user message
 * @param structure points by kind of structure found
 * @param tiers limits in rising order; the last one has none
 * @param unsureBelow who misses the next tier up by fewer points than this belongs there; 0 = nobody
 */
public record ClassifierRules(
        Map<String, String> hints,
        List<LengthRule> lengths,
        List<WordRule> words,
        Map<Structure, Integer> structure,
        List<TierLimit> tiers,
        int unsureBelow) {

    /** Rules that are never unsure. */
    public ClassifierRules(
            Map<String, String> hints,
            List<LengthRule> lengths,
            List<WordRule> words,
            Map<Structure, Integer> structure,
            List<TierLimit> tiers) {
        this(hints, lengths, words, structure, tiers, 0);
    }

    public ClassifierRules {
        hints = Map.copyOf(hints);
        lengths = List.copyOf(lengths);
        words = List.copyOf(words);
        structure = Map.copyOf(structure);
        tiers = List.copyOf(tiers);
    }

    /** What a prompt can contain or demand besides words. */
    public enum Structure {
        CODE,
        MATHS,
        SEVERAL_QUESTIONS,
        SCHEMA,
        TOOLS,
        LONG_CONVERSATION
    }

    /** Prompts of at most this many tokens get these points. */
    public record LengthRule(int upToTokens, int points) {}

    /** Any of these words gives these points, once; the reason goes into {@code x-fareway-tier-reason}. */
    public record WordRule(List<String> any, int points, String reason) {
        public WordRule {
            any = List.copyOf(any);
        }
    }

    /** Sums below this limit belong to this tier. */
    public record TierLimit(String tier, int below) {}
}
