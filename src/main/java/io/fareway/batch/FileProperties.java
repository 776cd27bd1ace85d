package io.fareway.batch;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the files of {@code /v1/files} lie. How large one may be: {@code spring.servlet.multipart.max-file-size}.
 *
 * @param folder made when missing
 */
@ConfigurationProperties("fareway.files")
record FileProperties(@DefaultValue("data/files") Path folder) {}
