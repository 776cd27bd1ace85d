package io.fareway.operations;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/** Without a web server; a relative path in a setting is one of the file system, as in the gateway. */
final class CommandContext extends AnnotationConfigApplicationContext {

    @Override
    protected Resource getResourceByPath(String path) {
        return new FileSystemResource(path);
    }
}
