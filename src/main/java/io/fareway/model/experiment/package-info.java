/** What is tried out on live requests: experiments, their guards, and how a request takes part. */
@NullMarked
package io.fareway.model.experiment;

import org.jspecify.annotations.NullMarked;
