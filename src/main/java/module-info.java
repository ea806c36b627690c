/** Gatehouse, a desktop console for people who run a chat or agent gateway. */
module dev.gatehouse {
    requires org.slf4j;
    requires tools.jackson.databind;
    requires static org.jspecify;

    uses dev.gatehouse.gateway.GatewayProduct;
}
