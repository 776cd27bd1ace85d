package io.fareway.evaluation;

import java.util.List;

/**
 * Prompts that belong together.
 *
 * @param name of the file, without folder and ending
 * @param fingerprint SHA-256 of the file: runs of different prompts are not compared
 */
record PromptSet(String name, String fingerprint, List<Prompt> prompts) {

    PromptSet {
        prompts = List.copyOf(prompts);
    }
}
