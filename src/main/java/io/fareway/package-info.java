/**
 * Fareway: a self-hosted gateway and batch engine that answers each LLM request from the cheapest provider that is good
 * enough, keeps answering while providers fail, and proves what each answer cost.
 */
@NullMarked
package io.fareway;

import org.jspecify.annotations.NullMarked;
