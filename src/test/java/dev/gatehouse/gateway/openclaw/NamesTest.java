package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.openclaw.FileNames.Door;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
    @ParameterizedTest
    @CsvSource({"A/B..c,a_b_c", " Telegram ,telegram", "a:b*c?d\"e<f>g|h\\i,a_b_c_d_e_f_g_h_i", "/,''", "...,_."})
    void namesFilesAsTheProductDoes(String name, String key) {
        assertThat(FileNames.key(name)).isEqualTo(key);
    }

    @Test
    void tellsChannelAndAccountFromAName() {
        List<String> known = List.of("telegram", "nextcloud-talk");
        assertThat(FileNames.door("telegram-allowFrom.json", known)).isEqualTo(new Door("telegram", null));
        assertThat(FileNames.door("telegram-default-allowFrom.json", known)).isEqualTo(new Door("telegram", "default"));
        assertThat(FileNames.door("telegram-my-bot-allowFrom.json", known)).isEqualTo(new Door("telegram", "my-bot"));
        assertThat(FileNames.door("nextcloud-talk-allowFrom.json", known)).isEqualTo(new Door("nextcloud-talk", null));
        assertThat(FileNames.door("nextcloud-talk-a-allowFrom.json", known)).isEqualTo(new Door("nextcloud-talk", "a"));
        assertThat(FileNames.door("zzz-a-b-allowFrom.json", known)).isEqualTo(new Door("zzz", "a-b"));
        assertThat(FileNames.door("zzz-allowFrom.json", known)).isEqualTo(new Door("zzz", null));
        assertThat(FileNames.door("-allowFrom.json", known)).isNull();
        assertThat(FileNames.door("telegram-pairing.json", known)).isNull();
        assertThat(FileNames.pairingChannel("nextcloud-talk-pairing.json")).isEqualTo("nextcloud-talk");
        assertThat(FileNames.pairingChannel("telegram-pairing.json.lock")).isNull();
        assertThat(FileNames.pairingChannel("telegram-allowFrom.json")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"Work,work", "My Bot!,my-bot", "--x--,--x--", "'',default", "é,default"})
    void understandsAccountsOfTheConfig(String key, String account) {
        assertThat(FileNames.configuredAccount(key)).isEqualTo(account.equals("--x--") ? "x" : account);
    }

    @ParameterizedTest
    @CsvSource({
        "telegram,TG:111,111",
        "telegram,' telegram: 5 ',5",
        "whatsapp,+1 (555) 123-4567,15551234567",
        "whatsapp,whatsapp:WhatsApp:+1,1",
        "whatsapp,15551234567:3@s.whatsapp.net,15551234567",
        "whatsapp,123-456@g.us,123-456@g.us",
        "whatsapp,tg:5,",
        "whatsapp,abc,",
        "signal,signal:+1555,+1555",
        "signal,uuid:ab,uuid:ab",
        "imessage,Ann@x.org,Ann@x.org",
        "discord,user:42,42",
        "slack,slack:U0AB,U0AB",
        "feishu,open_id:ou_1,ou_1",
        "matrix,matrix:@a:b,@a:b",
        "msteams,user:x,x",
        "googlechat,gchat:users/AB,ab",
        "line,line:user:Uab,Uab",
        "mattermost,@Ann,ann",
        "irc,IRC:Nick!u@h,nick!u@h",
        "nostr,npub1xyz,",
        "zalo,zl:1,1",
        "zalouser,zlu:1,1",
        "twitch,twitch:user:9,9",
        "nextcloud-talk,nc:Ann,ann",
        "synology-chat,Ann,ann",
        "telegram,*,",
        "telegram,tg:*,",
        "telegram,1 2,",
        "tlon,~zod,"
    })
    void writesIdsAsOpenClawDoes(String channel, String id, String entry) {
        assertThat(SenderIds.OPENCLAW.entry(channel, id)).isEqualTo(entry);
    }

    @Test
    void writesIdsAsFasedDoes() {
        assertThat(SenderIds.FASED.entry("whatsapp", "+1555")).isEqualTo("+1555");
        assertThat(SenderIds.FASED.entry("telegram", "tg:1")).isEqualTo("1");
        assertThat(SenderIds.FASED.entry("matrix", "@a:b")).isNull();
    }
}
