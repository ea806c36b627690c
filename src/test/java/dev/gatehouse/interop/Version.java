package dev.gatehouse.interop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which release a test, or all tests of a class, are given by {@link OpenClawExtension}; without it, the first. */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@interface Version {
    OpenClawVersion value();
}
