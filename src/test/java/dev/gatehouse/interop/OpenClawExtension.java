package dev.gatehouse.interop;

import dev.gatehouse.interop.OpenClawInstall.Unavailable;
import java.io.IOException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives tests the {@link OpenClawInstall} of the release that {@link Version} names, made once a run; where it cannot be
 * had, they are skipped.
 */
final class OpenClawExtension implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
    /** How the one try ended. */
    private sealed interface Attempt {
        record Done(OpenClawInstall install) implements Attempt {}

        record Failed(String reason) implements Attempt {}
    }

    /** A class that says which release it is about may be given it for all its tests at once. */
    @Override
    public void beforeAll(ExtensionContext context) {
        if (AnnotationSupport.findAnnotation(context.getRequiredTestClass(), Version.class)
                .isPresent()) {
            beforeEach(context);
        }
    }

    /** A test can be skipped here; where its parameters are resolved it cannot. */
    @Override
    public void beforeEach(ExtensionContext context) {
        if (attempt(context) instanceof Attempt.Failed failed) {
            throw Interop.missing(failed.reason());
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == OpenClawInstall.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return switch (attempt(context)) {
            case Attempt.Done done -> done.install();
            case Attempt.Failed failed -> throw new ParameterResolutionException(failed.reason());
        };
    }

    private static Attempt attempt(ExtensionContext context) {
        OpenClawVersion version = AnnotationSupport.findAnnotation(context.getElement(), Version.class)
                .or(() -> AnnotationSupport.findAnnotation(context.getRequiredTestClass(), Version.class))
                .map(Version::value)
                .orElse(OpenClawVersion.FILES);
        return context.getRoot()
                .getStore(Namespace.create(OpenClawExtension.class))
                .computeIfAbsent(version, OpenClawExtension::install, Attempt.class);
    }

    private static Attempt install(OpenClawVersion version) {
        try {
            return new Attempt.Done(OpenClawInstall.in(Interop.cache(), version));
        } catch (Unavailable e) {
            return new Attempt.Failed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new ParameterResolutionException("the cache cannot be used", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParameterResolutionException("interrupted", e);
        }
    }
}
