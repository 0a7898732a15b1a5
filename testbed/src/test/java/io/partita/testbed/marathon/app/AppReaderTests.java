package io.partita.testbed.marathon.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.partita.testbed.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class AppReaderTests {

    private static final AppDefaults DEFAULTS = AppDefaults.of(Settings.parse(Map.of()));

    private static AppDefinition read(String json) {
        return AppReader.read((ObjectNode) Json.parse(json.replace('\'', '"')), DEFAULTS);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        AppDefinition app = read(
                "{'id':'shop/web','args':['a','b'],'user':'nobody','env':{'B':'2','A':'1'},'instances':3,"
                        + "'cpus':0.25,'mem':64,'disk':1.5,'constraints':[['hostname','UNIQUE'],['rack','LIKE','a.*']],"
                        + "'portDefinitions':[{'port':0,'name':'http','protocol':'tcp'},{'port':10005,'protocol':'udp'}],"
                        + "'requirePorts':true,'backoffSeconds':0.5,'backoffFactor':2,'maxLaunchDelaySeconds':60,"
                        + "'healthChecks':[{'protocol':'HTTP','path':'/h','portIndex':1},{'protocol':'MESOS_TCP'},"
                        + "{'protocol':'TCP','port':80,'intervalSeconds':1}],'upgradeStrategy':{'minimumHealthCapacity':0.5},"
                        + "'labels':{'x':'y'},'unreachableStrategy':'disabled','killSelection':'OLDEST_FIRST',"
                        + "'taskKillGracePeriodSeconds':2,'dependencies':['/db'],'version':'2026-01-01T00:00:00.000Z',"
                        + "'versionInfo':{'lastScalingAt':'2026-01-01T00:00:00.000Z','lastConfigChangeAt':'2025-01-01T00:00:00.000Z'}}");
        assertThat(app.id()).isEqualTo("/shop/web");
        assertThat(app.unreachable()).isNull();
        assertThat(app.upgradeStrategy().maximumOverCapacity()).isEqualTo(1);
        assertThat(AppReader.read(AppJson.write(app), DEFAULTS)).isEqualTo(app);
    }

    @Test
    void theSameIsTrueOfAnAppThatSaysAlmostNothing() {
        AppDefinition app = read("{'id':'/web','cmd':'true'}");
        assertThat(app.instances()).isEqualTo(1);
        assertThat(app.portDefinitions()).hasSize(1);
        assertThat(AppReader.read(AppJson.write(app), DEFAULTS)).isEqualTo(app);
    }

    @Test
    void portsInTheOldFormAreUnderstood() {
        assertThat(read("{'id':'/web','cmd':'true','ports':[0,9000]}").portDefinitions())
                .extracting(AppDefinition.PortDefinition::port)
                .containsExactly(0, 9000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'id':'/web'} | /",
                "{'id':'/web','cmd':'a','args':['b']} | /",
                "{'cmd':'a'} | /id",
                "{'id':'/Web','cmd':'a'} | /id",
                "{'id':'/','cmd':'a'} | /id",
                "{'id':'/a_b','cmd':'a'} | /id",
                "{'id':7,'cmd':'a'} | /id",
                "{'id':'/web','cmd':'a','instances':-1} | /instances",
                "{'id':'/web','cmd':'a','instances':'2'} | /instances",
                "{'id':'/web','cmd':'a','instances':1.5} | /instances",
                "{'id':'/web','cmd':'a','cpus':-0.1} | /cpus",
                "{'id':'/web','cmd':'a','cpus':1e999} | /cpus",
                "{'id':'/web','cmd':'a','mem':'much'} | /mem",
                "{'id':'/web','cmd':'a','env':{'A':1}} | /env/A",
                "{'id':'/web','cmd':'a','labels':[]} | /labels",
                "{'id':'/web','cmd':'a','backoffFactor':0.5} | /backoffFactor",
                "{'id':'/web','cmd':'a','colour':'red'} | /colour",
                "{'id':'/web','cmd':'a','container':{'type':'DOCKER'}} | /container",
                "{'id':'/web','cmd':'a','constraints':[['hostname']]} | /constraints(0)",
                "{'id':'/web','cmd':'a','constraints':[['hostname','NEAR']]} | /constraints(0)",
                "{'id':'/web','cmd':'a','constraints':[['hostname','MAX_PER','x']]} | /constraints(0)",
                "{'id':'/web','cmd':'a','constraints':[['hostname','LIKE','(']]} | /constraints(0)",
                "{'id':'/web','cmd':'a','ports':[1,1]} | /portDefinitions",
                "{'id':'/web','cmd':'a','ports':[70000]} | /ports",
                "{'id':'/web','cmd':'a','upgradeStrategy':{'minimumHealthCapacity':2}} | /upgradeStrategy/minimumHealthCapacity",
                "{'id':'/web','cmd':'a','unreachableStrategy':{'inactiveAfterSeconds':9,'expungeAfterSeconds':1}} | /unreachableStrategy/inactiveAfterSeconds",
                "{'id':'/web','cmd':'a','unreachableStrategy':'never'} | /unreachableStrategy",
                "{'id':'/web','cmd':'a','killSelection':'ALL'} | /killSelection",
                "{'id':'/web','cmd':'a','healthChecks':[{'protocol':'ICMP'}]} | /healthChecks(0)/protocol",
                "{'id':'/web','cmd':'a','healthChecks':[{'portIndex':3}]} | /healthChecks(0)/portIndex",
                "{'id':'/web','cmd':'a','healthChecks':[{'protocol':'COMMAND'}]} | /healthChecks(0)/protocol",
                "{'id':'/web','cmd':'a','dependencies':['/A']} | /dependencies"
            })
    void whatIsWrongIsNamed(String json, String path) {
        assertThat(catchThrowableOfType(InvalidApp.class, () -> read(json)).details())
                .containsOnlyKeys(path);
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnce() {
        InvalidApp invalid =
                catchThrowableOfType(InvalidApp.class, () -> read("{'id':'/A','cpus':-1,'instances':-1,'x':1}"));
        assertThat(invalid.details()).containsOnlyKeys("/", "/id", "/cpus", "/instances", "/x");
    }

    @Test
    void everyProfileReadsWhatItWrites() {
        AppDefinition app = read("{'id':'/web','cmd':'true','portDefinitions':[{'port':10000,'protocol':'tcp'}]}");
        for (io.partita.testbed.settings.Profile profile : io.partita.testbed.settings.Profile.values()) {
            assertThat(AppReader.read(AppJson.write(app, profile), DEFAULTS)).isEqualTo(app);
        }
    }
}
