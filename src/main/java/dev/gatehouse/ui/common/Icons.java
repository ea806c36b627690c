package dev.gatehouse.ui.common;

import dev.gatehouse.pairing.CapabilityRequest;
import dev.gatehouse.pairing.Client;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.PinRequest;
import dev.gatehouse.pairing.SenderGrant;
import java.util.Locale;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Pictures for channels and devices. They never stand alone: the word is always beside them or in the accessible text. */
public final class Icons {
    private Icons() {}

    /** A picture of {@code icon}, sized and coloured by the style sheet. */
    public static FontIcon of(Ikon icon, String... styles) {
        FontIcon picture = new FontIcon(icon);
        picture.getStyleClass().addAll(styles);
        return picture;
    }

    /** The picture of a channel; a neutral one where none is known. */
    public static Ikon channel(String channel) {
        return switch (channel) {
            case "telegram" -> Feather.SEND;
            case "whatsapp" -> Feather.MESSAGE_CIRCLE;
            case "signal" -> Feather.SHIELD;
            case "imessage", "bluebubbles" -> Feather.MESSAGE_SQUARE;
            case "discord" -> Feather.HEADPHONES;
            case "slack" -> Feather.SLACK;
            case "feishu", "lark" -> Feather.FEATHER;
            case "msteams", "irc", "mattermost", "matrix" -> Feather.HASH;
            default -> Feather.AT_SIGN;
        };
    }

    /** The picture of a request. */
    public static Ikon request(PairingRequest request) {
        return switch (request) {
            case DmRequest dm -> channel(dm.key().channel());
            case DeviceRequest device -> device(device.key().kind(), device.client());
            case CapabilityRequest node -> device(Kind.CAPABILITY, node.client());
            case PinRequest client -> device(Kind.CLIENT, client.client());
        };
    }

    /** The picture of a grant. */
    public static Ikon grant(Grant grant) {
        return switch (grant) {
            case SenderGrant sender -> channel(sender.key().channel());
            case DeviceGrant device -> device(device.kind(), device.client());
        };
    }

    private static Ikon device(Kind kind, Client client) {
        String said = (client.platform() + " " + client.family()).toLowerCase(Locale.ROOT);
        if (said.contains("ipad") || said.contains("tablet")) {
            return Feather.TABLET;
        }
        if (said.contains("ios") || said.contains("iphone") || said.contains("android") || said.contains("phone")) {
            return Feather.SMARTPHONE;
        }
        if (said.contains("watch")) {
            return Feather.WATCH;
        }
        if (kind == Kind.DEVICE || said.contains("mac") || said.contains("win")) {
            return Feather.MONITOR;
        }
        return Feather.SERVER;
    }
}
