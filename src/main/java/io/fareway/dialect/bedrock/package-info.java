/** Amazon Bedrock's Converse and ConverseStream. */
@NullMarked
package io.fareway.dialect.bedrock;

import org.jspecify.annotations.NullMarked;
