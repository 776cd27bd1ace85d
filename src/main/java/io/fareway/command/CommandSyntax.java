package io.fareway.command;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names a {@link Command} and says what may follow it; read without creating the bean. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface CommandSyntax {

    /** The word on the command line, for example {@code validate}. */
    String name();

    /** One line for the list of commands, without a full stop. */
    String summary();

    /** The words that may follow, as a person would write them, for example {@code FILE...}; empty = none may. */
    String words() default "";

    /** What may be given as {@code --name}. */
    Option[] options() default {};

    /** Whether it reads or writes the ledger's database; otherwise it gets an empty one in memory. */
    boolean ledger() default true;

    /** Whether it calls providers: then the books are open, and a server listens on this machine for simulated ones. */
    boolean server() default false;

    /** One option. */
    @Target({})
    @Retention(RetentionPolicy.RUNTIME)
    @interface Option {

        /** Without dashes, for example {@code day}. */
        String name();

        /** What its value is, for example {@code DATE}; empty when it takes none. */
        String value() default "";

        /** One line, without a full stop. */
        String meaning();
    }
}
