package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Right;
import dev.gatehouse.pairing.Right.Type;
import dev.gatehouse.pairing.Right.Weight;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How heavy the rights of devices and nodes are. */
final class Rights {
    /** The scope that includes all others. */
    static final String ADMIN = "operator.admin";

    /** The commands for which the product itself wants an administrator's approval (OpenClaw 2026.7.1, node-pairing). */
    private static final Set<String> EXECUTION =
            Set.of("system.run", "system.run.prepare", "system.which", "browser.proxy");

    private Rights() {}

    static Access device(List<String> roles, List<String> scopes) {
        return new Access(Stream.concat(
                        roles.stream().map(role -> new Right(Type.ROLE, Plain.id(role), Weight.ORDINARY)),
                        scopes.stream()
                                .map(scope -> new Right(
                                        Type.SCOPE,
                                        Plain.id(scope),
                                        scope.equals(ADMIN) ? Weight.ADMIN : Weight.ORDINARY)))
                .toList());
    }

    static Access node(List<String> capabilities, List<String> commands) {
        return new Access(Stream.concat(
                        capabilities.stream().map(name -> new Right(Type.CAPABILITY, Plain.id(name), Weight.ORDINARY)),
                        commands.stream()
                                .map(name -> new Right(
                                        Type.COMMAND,
                                        Plain.id(name),
                                        EXECUTION.contains(name) ? Weight.EXECUTION : Weight.ORDINARY)))
                .toList());
    }
}
