/** Gatehouse, a desktop console for people who run a chat or agent gateway. */
module dev.gatehouse {
    requires atlantafx.base;
    requires com.google.zxing.javase;
    requires com.google.zxing;
    requires com.sun.jna;
    requires java.desktop;
    requires java.keyring;
    requires java.net.http;
    requires java.sql;
    requires javafx.controls;
    requires org.bouncycastle.provider;
    requires org.controlsfx.controls;
    requires org.freedesktop.dbus.transport.jre;
    requires org.freedesktop.dbus;
    requires org.kordamp.ikonli.feather;
    requires org.kordamp.ikonli.javafx;
    requires org.postgresql.jdbc;
    requires org.slf4j;
    requires org.snakeyaml.engine;
    requires org.xerial.sqlitejdbc;
    requires redis.clients.jedis;
    requires secret.service;
    requires tools.jackson.databind;
    requires static org.jspecify;

    uses dev.gatehouse.gateway.GatewayProduct;

    // JavaFX makes the application.
    exports dev.gatehouse to
            javafx.graphics;

    // The database driver makes its TLS by the name of a class.
    exports dev.gatehouse.gateway.smith to
            org.postgresql.jdbc;

    // Records that are kept or printed as JSON.
    opens dev.gatehouse to
            tools.jackson.databind;
    opens dev.gatehouse.console to
            tools.jackson.databind;
    opens dev.gatehouse.gateway to
            tools.jackson.databind;
    opens dev.gatehouse.pairing to
            tools.jackson.databind;

    provides dev.gatehouse.gateway.GatewayProduct with
            dev.gatehouse.gateway.openclaw.OpenClawProduct,
            dev.gatehouse.gateway.openclaw.FasedProduct,
            dev.gatehouse.gateway.praisonai.PraisonProduct,
            dev.gatehouse.gateway.orginabox.OrgProduct,
            dev.gatehouse.gateway.clasp.ClaspProduct,
            dev.gatehouse.gateway.smith.SmithProduct;
}
