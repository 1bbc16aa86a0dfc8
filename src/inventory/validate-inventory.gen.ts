// @ts-nocheck
// Generated from schemas/inventory.schema.json by `npm run generate`. Do not edit.
export const validate = validate20;

const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://installer.dev/schemas/inventory.schema.json","title":"Inventory","type":"object","required":["apiVersion","kind","metadata","spec"],"additionalProperties":false,"properties":{"apiVersion":{"const":"installer.dev/v1alpha1"},"kind":{"const":"Inventory"},"metadata":{"type":"object","required":["name"],"additionalProperties":false,"properties":{"name":{"$ref":"#/$defs/dnsLabel"},"labels":{"$ref":"#/$defs/labels"},"annotations":{"type":"object","additionalProperties":{"type":"string"}}}},"spec":{"type":"object","required":["cluster","controlPlane","hosts"],"additionalProperties":false,"properties":{"cluster":{"$ref":"#/$defs/cluster"},"controlPlane":{"$ref":"#/$defs/controlPlane"},"machineDeployments":{"type":"array","items":{"$ref":"#/$defs/machineDeployment"}},"machineHealthChecks":{"type":"array","items":{"$ref":"#/$defs/machineHealthCheck"}},"machinePools":{"type":"array","items":{"$ref":"#/$defs/machinePool"}},"hosts":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/host"}},"ssh":{"$ref":"#/$defs/ssh"},"bundle":{"type":"string","minLength":1},"failureDomainLabel":{"type":"string","minLength":1},"drain":{"type":"object","additionalProperties":false,"properties":{"giveUpAfter":{"$ref":"#/$defs/duration"}}},"kubeVip":{"$ref":"#/$defs/kubeVip"},"playbooks":{"type":"array","items":{"type":"string","minLength":1}},"manifests":{"type":"array","items":{"type":"string","minLength":1}},"ntp":{"$ref":"#/$defs/ntp"},"proxy":{"$ref":"#/$defs/proxy"},"registry":{"$ref":"#/$defs/registry"},"vars":{"type":"object","additionalProperties":true},"kubeletConfiguration":{"type":"object","additionalProperties":true},"kubeProxyConfiguration":{"type":"object","additionalProperties":true}}}},"$defs":{"dnsLabel":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"},"nodeName":{"type":"string","pattern":"^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"kubernetesVersion":{"type":"string","pattern":"^v(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?$"},"port":{"type":"integer","minimum":1,"maximum":65535},"hostKey":{"type":"string","pattern":"^(ssh|ecdsa|sk-ssh|sk-ecdsa|rsa)-[a-z0-9@.-]+ AAAA[A-Za-z0-9+/]+={0,3}( .*)?$"},"labels":{"type":"object","additionalProperties":{"type":"string"}},"taint":{"type":"object","required":["key","effect"],"additionalProperties":false,"properties":{"key":{"type":"string","minLength":1},"value":{"type":"string"},"effect":{"enum":["NoSchedule","PreferNoSchedule","NoExecute"]}}},"secretSource":{"type":"object","minProperties":1,"maxProperties":1,"additionalProperties":false,"properties":{"env":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*$"},"file":{"type":"string","minLength":1},"prompt":{"const":true},"age":{"type":"string","minLength":1}}},"duration":{"type":["string","integer"],"pattern":"^[1-9]\\d*(ms|s|m)$","minimum":1},"goDuration":{"type":"string","pattern":"^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"},"seconds":{"type":"integer","minimum":0},"controlPlaneStrategy":{"type":"object","additionalProperties":true,"properties":{"type":{"type":"string"},"rollingUpdate":{"type":"object","additionalProperties":true,"properties":{"maxSurge":{"type":["string","integer"]}}}}},"rolloutBefore":{"type":"object","additionalProperties":true,"properties":{"certificatesExpiryDays":{"type":"integer"}}},"workerStrategyType":{"type":"string"},"rollingUpdate":{"type":"object","additionalProperties":true,"properties":{"maxUnavailable":{"type":["string","integer"],"pattern":"^(\\d|[1-9]\\d|100)%$","minimum":0},"maxSurge":{"type":["string","integer"],"pattern":"^(\\d|[1-9]\\d|100)%$","minimum":0},"deletePolicy":{"enum":["Random","Newest","Oldest"]}}},"role":{"enum":["control-plane","worker","spare"]},"host":{"type":"object","required":["name","address","role"],"additionalProperties":false,"properties":{"name":{"$ref":"#/$defs/nodeName"},"address":{"type":"string","minLength":1},"internalAddress":{"type":"string","minLength":1},"role":{"$ref":"#/$defs/role"},"labels":{"$ref":"#/$defs/labels"},"taints":{"type":"array","items":{"$ref":"#/$defs/taint"}},"hostKey":{"$ref":"#/$defs/hostKey"},"ssh":{"$ref":"#/$defs/ssh"},"vars":{"type":"object","additionalProperties":true}}},"ssh":{"type":"object","additionalProperties":false,"properties":{"user":{"type":"string","minLength":1},"port":{"$ref":"#/$defs/port"},"privateKeyPath":{"type":"string","minLength":1},"passphraseFrom":{"$ref":"#/$defs/secretSource"},"agent":{"type":"boolean"},"passwordFrom":{"$ref":"#/$defs/secretSource"},"sudo":{"type":"object","additionalProperties":false,"properties":{"enabled":{"type":"boolean"},"passwordFrom":{"$ref":"#/$defs/secretSource"}}},"bastion":{"$ref":"#/$defs/bastion"},"hostKeys":{"enum":["strict","accept-new"]},"knownHostsFile":{"type":"string","minLength":1},"connectTimeout":{"$ref":"#/$defs/duration"},"configFile":{"type":"string","minLength":1}}},"bastion":{"type":["object","null"],"required":["address"],"additionalProperties":false,"properties":{"address":{"type":"string","minLength":1},"port":{"$ref":"#/$defs/port"},"user":{"type":"string","minLength":1},"privateKeyPath":{"type":"string","minLength":1},"passphraseFrom":{"$ref":"#/$defs/secretSource"},"agent":{"type":"boolean"},"passwordFrom":{"$ref":"#/$defs/secretSource"},"hostKey":{"$ref":"#/$defs/hostKey"},"hostKeys":{"enum":["strict","accept-new"]},"knownHostsFile":{"type":"string","minLength":1},"bastion":{"$ref":"#/$defs/bastion"}}},"cluster":{"type":"object","required":["controlPlaneEndpoint"],"additionalProperties":false,"properties":{"controlPlaneEndpoint":{"type":"object","required":["host"],"additionalProperties":false,"properties":{"host":{"type":"string","minLength":1},"port":{"$ref":"#/$defs/port"}}},"clusterNetwork":{"type":"object","additionalProperties":false,"properties":{"pods":{"type":"object","additionalProperties":false,"properties":{"cidrBlocks":{"type":"array","minItems":1,"maxItems":2,"items":{"type":"string"}}}},"services":{"type":"object","additionalProperties":false,"properties":{"cidrBlocks":{"type":"array","minItems":1,"maxItems":2,"items":{"type":"string"}}}},"serviceDomain":{"type":"string","minLength":1},"apiServerPort":{"$ref":"#/$defs/port"}}},"paused":{"type":"boolean"},"topology":{"type":"object","additionalProperties":true},"controlPlaneRef":{"type":"object","additionalProperties":true},"infrastructureRef":{"type":"object","additionalProperties":true}}},"hostSelector":{"type":"object","additionalProperties":false,"properties":{"role":{"$ref":"#/$defs/role"},"matchLabels":{"$ref":"#/$defs/labels"},"matchExpressions":{"type":"array","items":{"type":"object","required":["key","operator"],"additionalProperties":false,"properties":{"key":{"type":"string","minLength":1},"operator":{"enum":["In","NotIn","Exists","DoesNotExist"]},"values":{"type":"array","items":{"type":"string"}}}}}}},"controlPlane":{"type":"object","required":["version"],"additionalProperties":false,"properties":{"version":{"$ref":"#/$defs/kubernetesVersion"},"replicas":{"type":"integer","minimum":1},"hostSelector":{"$ref":"#/$defs/hostSelector"},"kubeadmConfigSpec":{"$ref":"#/$defs/kubeadmConfigSpec"},"rolloutStrategy":{"$ref":"#/$defs/controlPlaneStrategy"},"rollout":{"type":"object","additionalProperties":true,"properties":{"strategy":{"$ref":"#/$defs/controlPlaneStrategy"},"after":{"type":"string"},"before":{"$ref":"#/$defs/rolloutBefore"}}},"rolloutBefore":{"$ref":"#/$defs/rolloutBefore"},"rolloutAfter":{"type":"string"},"remediationStrategy":{"type":"object","additionalProperties":true,"properties":{"maxRetry":{"type":"integer","minimum":0},"retryPeriod":{"$ref":"#/$defs/goDuration"},"minHealthyPeriod":{"$ref":"#/$defs/goDuration"}}},"remediation":{"type":"object","additionalProperties":true,"properties":{"maxRetry":{"type":"integer","minimum":0},"retryPeriodSeconds":{"$ref":"#/$defs/seconds"},"minHealthyPeriodSeconds":{"$ref":"#/$defs/seconds"}}},"machineTemplate":{"type":"object","additionalProperties":true,"properties":{"nodeDrainTimeout":{"$ref":"#/$defs/goDuration"},"nodeVolumeDetachTimeout":{"$ref":"#/$defs/goDuration"},"nodeDeletionTimeout":{"$ref":"#/$defs/goDuration"},"spec":{"type":"object","additionalProperties":true,"properties":{"taints":{"type":"array","items":{"$ref":"#/$defs/taint"}},"deletion":{"type":"object","additionalProperties":true,"properties":{"nodeDrainTimeoutSeconds":{"$ref":"#/$defs/seconds"},"nodeVolumeDetachTimeoutSeconds":{"$ref":"#/$defs/seconds"},"nodeDeletionTimeoutSeconds":{"$ref":"#/$defs/seconds"}}}}}}},"machineNamingStrategy":{"type":"object","additionalProperties":true},"machineNaming":{"type":"object","additionalProperties":true},"infrastructureTemplate":{"type":"object","additionalProperties":true}}},"machineDeployment":{"type":"object","required":["name"],"additionalProperties":false,"properties":{"name":{"$ref":"#/$defs/dnsLabel"},"replicas":{"type":"integer","minimum":0},"hostSelector":{"$ref":"#/$defs/hostSelector"},"version":{"$ref":"#/$defs/kubernetesVersion"},"kubeadmConfigSpec":{"$ref":"#/$defs/kubeadmConfigSpec"},"labels":{"$ref":"#/$defs/labels"},"taints":{"type":"array","items":{"$ref":"#/$defs/taint"}},"strategy":{"type":"object","additionalProperties":true,"properties":{"type":{"$ref":"#/$defs/workerStrategyType"},"rollingUpdate":{"$ref":"#/$defs/rollingUpdate"},"remediation":{"type":"object","additionalProperties":true,"properties":{"maxInFlight":{"$ref":"#/$defs/machineCount"}}}}},"rollout":{"type":"object","additionalProperties":true,"properties":{"strategy":{"type":"object","additionalProperties":true,"properties":{"type":{"$ref":"#/$defs/workerStrategyType"},"rollingUpdate":{"$ref":"#/$defs/rollingUpdate"}}},"after":{"type":"string"}}},"nodeDrainTimeout":{"$ref":"#/$defs/goDuration"},"nodeVolumeDetachTimeout":{"$ref":"#/$defs/goDuration"},"nodeDeletionTimeout":{"$ref":"#/$defs/goDuration"},"minReadySeconds":{"type":"integer","minimum":0},"deletePolicy":{"enum":["Random","Newest","Oldest"]},"revisionHistoryLimit":{"type":"integer","minimum":0},"template":{"type":"object","additionalProperties":false,"properties":{"metadata":{"type":"object","additionalProperties":false,"properties":{"labels":{"$ref":"#/$defs/labels"}}}}}}},"machinePool":{"type":"object","required":["name"],"additionalProperties":false,"properties":{"name":{"$ref":"#/$defs/dnsLabel"},"replicas":{"type":"integer","minimum":0},"hostSelector":{"$ref":"#/$defs/hostSelector"},"version":{"$ref":"#/$defs/kubernetesVersion"},"kubeadmConfigSpec":{"$ref":"#/$defs/kubeadmConfigSpec"},"labels":{"$ref":"#/$defs/labels"},"taints":{"type":"array","items":{"$ref":"#/$defs/taint"}},"nodeDrainTimeout":{"$ref":"#/$defs/goDuration"},"nodeVolumeDetachTimeout":{"$ref":"#/$defs/goDuration"},"nodeDeletionTimeout":{"$ref":"#/$defs/goDuration"},"minReadySeconds":{"type":"integer","minimum":0},"template":{"type":"object","additionalProperties":false,"properties":{"metadata":{"type":"object","additionalProperties":false,"properties":{"labels":{"$ref":"#/$defs/labels"}}}}}}},"machineHealthCheck":{"type":"object","required":["name","selector"],"additionalProperties":false,"properties":{"name":{"$ref":"#/$defs/nodeName"},"selector":{"type":"object","additionalProperties":false,"properties":{"matchLabels":{"$ref":"#/$defs/labels"},"matchExpressions":{"type":"array","items":{"type":"object","required":["key","operator"],"additionalProperties":false,"properties":{"key":{"type":"string","minLength":1},"operator":{"enum":["In","NotIn","Exists","DoesNotExist"]},"values":{"type":"array","items":{"type":"string"}}}}}}},"unhealthyConditions":{"type":"array","items":{"$ref":"#/$defs/unhealthyCondition"}},"unhealthyNodeConditions":{"type":"array","items":{"$ref":"#/$defs/unhealthyCondition"}},"unhealthyMachineConditions":{"type":"array","items":{"$ref":"#/$defs/unhealthyCondition"}},"nodeStartupTimeout":{"$ref":"#/$defs/goDuration"},"maxUnhealthy":{"$ref":"#/$defs/machineCount"},"unhealthyRange":{"$ref":"#/$defs/machineRange"},"checks":{"type":"object","additionalProperties":false,"properties":{"nodeStartupTimeoutSeconds":{"$ref":"#/$defs/seconds"},"unhealthyNodeConditions":{"type":"array","items":{"$ref":"#/$defs/unhealthyCondition"}},"unhealthyMachineConditions":{"type":"array","items":{"$ref":"#/$defs/unhealthyCondition"}}}},"remediation":{"type":"object","additionalProperties":false,"properties":{"triggerIf":{"type":"object","additionalProperties":false,"properties":{"unhealthyLessThanOrEqualTo":{"$ref":"#/$defs/machineCount"},"unhealthyInRange":{"$ref":"#/$defs/machineRange"}}}}}}},"unhealthyCondition":{"type":"object","required":["type","status"],"additionalProperties":false,"properties":{"type":{"type":"string","minLength":1},"status":{"enum":["True","False","Unknown"]},"timeout":{"$ref":"#/$defs/goDuration"},"timeoutSeconds":{"$ref":"#/$defs/seconds"}}},"machineCount":{"type":["string","integer"],"pattern":"^(\\d|[1-9]\\d|100)%$","minimum":0},"machineRange":{"type":"string","pattern":"^\\[\\d+-\\d+\\]$"},"kubeadmConfigSpec":{"type":"object","additionalProperties":false,"properties":{"clusterConfiguration":{"type":"object","additionalProperties":true},"initConfiguration":{"type":"object","additionalProperties":true},"joinConfiguration":{"type":"object","additionalProperties":true},"files":{"type":"array","items":{"$ref":"#/$defs/kubeadmFile"}},"users":{"type":"array","items":{"$ref":"#/$defs/kubeadmUser"}},"ntp":{"type":"object","additionalProperties":false,"properties":{"enabled":{"type":"boolean"},"servers":{"type":"array","items":{"type":"string","minLength":1}}}},"bootCommands":{"type":"array","items":{"type":"string"}},"preKubeadmCommands":{"type":"array","items":{"type":"string"}},"postKubeadmCommands":{"type":"array","items":{"type":"string"}},"diskSetup":{"type":"object","additionalProperties":false,"properties":{"partitions":{"type":"array","items":{"$ref":"#/$defs/diskPartitions"}},"filesystems":{"type":"array","items":{"$ref":"#/$defs/diskFilesystem"}}}},"mounts":{"type":"array","items":{"type":"array","minItems":2,"maxItems":6,"items":{"type":"string"}}},"verbosity":{"type":"integer","minimum":0},"format":{"enum":["cloud-config","ignition"]},"ignition":{"type":"object","additionalProperties":true},"useExperimentalRetryJoin":{"type":"boolean"}}},"kubeadmFile":{"type":"object","required":["path"],"additionalProperties":false,"properties":{"path":{"type":"string","minLength":1},"content":{"type":"string"},"contentFrom":{"type":"object","required":["secret"],"additionalProperties":false,"properties":{"secret":{"type":"object","required":["name","key"],"additionalProperties":false,"properties":{"name":{"type":"string","minLength":1},"key":{"type":"string","minLength":1}}}}},"contentFormat":{"enum":["Raw","Template"]},"owner":{"type":"string","minLength":1},"permissions":{"type":"string","pattern":"^0?[0-7]{3,4}$"},"encoding":{"enum":["base64","gzip","gzip+base64"]},"append":{"type":"boolean"}}},"kubeadmUser":{"type":"object","required":["name"],"additionalProperties":false,"properties":{"name":{"type":"string","pattern":"^[a-z_][a-z0-9_.-]*\\$?$","maxLength":32},"gecos":{"type":"string","pattern":"^[^:\\n]*$"},"groups":{"type":"string"},"homeDir":{"type":"string","pattern":"^/[^:\\n]*$"},"inactive":{"type":"boolean"},"shell":{"type":"string","pattern":"^/[^:\\n]*$"},"passwd":{"type":"string","pattern":"^[^:\\n]*$"},"passwdFrom":{"type":"object","required":["secret"],"additionalProperties":false,"properties":{"secret":{"type":"object","required":["name","key"],"additionalProperties":false,"properties":{"name":{"type":"string","minLength":1},"key":{"type":"string","minLength":1}}}}},"primaryGroup":{"type":"string","pattern":"^[^:,\\s]*$"},"lockPassword":{"type":"boolean"},"sudo":{"type":"string","pattern":"^[^\\n]*$"},"sshAuthorizedKeys":{"type":"array","items":{"type":"string"}}}},"diskPartitions":{"type":"object","required":["device"],"additionalProperties":false,"properties":{"device":{"type":"string","pattern":"^/dev/[^\\s]+$"},"layout":{"type":"boolean"},"diskLayout":{"type":"array","items":{"type":"object","required":["percentage"],"additionalProperties":false,"properties":{"percentage":{"type":"integer","minimum":1,"maximum":100},"partitionType":{"type":"string","pattern":"^[0-9A-Fa-f]{2}([0-9A-Fa-f]{2})?$"}}}},"overwrite":{"type":"boolean"},"tableType":{"enum":["mbr","gpt"]}}},"diskFilesystem":{"type":"object","required":["device","filesystem"],"additionalProperties":false,"properties":{"device":{"type":"string","pattern":"^/dev/[^\\s]+$"},"filesystem":{"type":"string","pattern":"^[a-z0-9]+$"},"label":{"type":"string","pattern":"^[^\\s]*$"},"partition":{"type":"string","pattern":"^([1-9][0-9]*|auto|any|none)$"},"overwrite":{"type":"boolean"},"replaceFS":{"type":"string"},"extraOpts":{"type":"array","items":{"type":"string"}}}},"kubeVip":{"type":"object","additionalProperties":false,"properties":{"enabled":{"type":"boolean"},"image":{"type":"string","minLength":1},"mode":{"enum":["arp","bgp"]},"interface":{"type":"string","minLength":1},"bgp":{"type":"object","required":["as","peers"],"additionalProperties":false,"properties":{"as":{"type":"integer","minimum":1,"maximum":4294967295},"routerId":{"type":"string","minLength":1},"peers":{"type":"array","minItems":1,"items":{"type":"object","required":["address","as"],"additionalProperties":false,"properties":{"address":{"type":"string","minLength":1},"as":{"type":"integer","minimum":1,"maximum":4294967295},"multihop":{"type":"boolean"}}}}}},"services":{"type":"boolean"}}},"ntp":{"type":"object","additionalProperties":false,"properties":{"enabled":{"type":"boolean"},"servers":{"type":"array","items":{"type":"string","minLength":1}}}},"proxy":{"type":"object","additionalProperties":false,"properties":{"http":{"type":"string","minLength":1},"https":{"type":"string","minLength":1},"noProxy":{"type":"array","items":{"type":"string","minLength":1}}}},"registry":{"type":"object","additionalProperties":false,"properties":{"mirrors":{"type":"object","additionalProperties":{"type":"array","items":{"type":"string","minLength":1}}},"insecure":{"type":"array","items":{"type":"string","minLength":1}}}}}};
const schema32 = {"type":"string","pattern":"^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"};
const schema33 = {"type":"object","additionalProperties":{"type":"string"}};
const schema113 = {"type":["string","integer"],"pattern":"^[1-9]\\d*(ms|s|m)$","minimum":1};
const schema115 = {"type":"object","additionalProperties":false,"properties":{"enabled":{"type":"boolean"},"image":{"type":"string","minLength":1},"mode":{"enum":["arp","bgp"]},"interface":{"type":"string","minLength":1},"bgp":{"type":"object","required":["as","peers"],"additionalProperties":false,"properties":{"as":{"type":"integer","minimum":1,"maximum":4294967295},"routerId":{"type":"string","minLength":1},"peers":{"type":"array","minItems":1,"items":{"type":"object","required":["address","as"],"additionalProperties":false,"properties":{"address":{"type":"string","minLength":1},"as":{"type":"integer","minimum":1,"maximum":4294967295},"multihop":{"type":"boolean"}}}}}},"services":{"type":"boolean"}}};
const schema116 = {"type":"object","additionalProperties":false,"properties":{"enabled":{"type":"boolean"},"servers":{"type":"array","items":{"type":"string","minLength":1}}}};
const schema117 = {"type":"object","additionalProperties":false,"properties":{"http":{"type":"string","minLength":1},"https":{"type":"string","minLength":1},"noProxy":{"type":"array","items":{"type":"string","minLength":1}}}};
const schema118 = {"type":"object","additionalProperties":false,"properties":{"mirrors":{"type":"object","additionalProperties":{"type":"array","items":{"type":"string","minLength":1}}},"insecure":{"type":"array","items":{"type":"string","minLength":1}}}};
const pattern4 = new RegExp("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", "u");
const pattern55 = new RegExp("^[1-9]\\d*(ms|s|m)$", "u");
const func1 = Object.prototype.hasOwnProperty;
const schema34 = {"type":"object","required":["controlPlaneEndpoint"],"additionalProperties":false,"properties":{"controlPlaneEndpoint":{"type":"object","required":["host"],"additionalProperties":false,"properties":{"host":{"type":"string","minLength":1},"port":{"$ref":"#/$defs/port"}}},"clusterNetwork":{"type":"object","additionalProperties":false,"properties":{"pods":{"type":"object","additionalProperties":false,"properties":{"cidrBlocks":{"type":"array","minItems":1,"maxItems":2,"items":{"type":"string"}}}},"services":{"type":"object","additionalProperties":false,"properties":{"cidrBlocks":{"type":"array","minItems":1,"maxItems":2,"items":{"type":"string"}}}},"serviceDomain":{"type":"string","minLength":1},"apiServerPort":{"$ref":"#/$defs/port"}}},"paused":{"type":"boolean"},"topology":{"type":"object","additionalProperties":true},"controlPlaneRef":{"type":"object","additionalProperties":true},"infrastructureRef":{"type":"object","additionalProperties":true}}};
const schema35 = {"type":"integer","minimum":1,"maximum":65535};

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate21.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.controlPlaneEndpoint === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "controlPlaneEndpoint"},message:"must have required property '"+"controlPlaneEndpoint"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "controlPlaneEndpoint") || (key0 === "clusterNetwork")) || (key0 === "paused")) || (key0 === "topology")) || (key0 === "controlPlaneRef")) || (key0 === "infrastructureRef"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.controlPlaneEndpoint !== undefined){
let data0 = data.controlPlaneEndpoint;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.host === undefined){
const err2 = {instancePath:instancePath+"/controlPlaneEndpoint",schemaPath:"#/properties/controlPlaneEndpoint/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key1 in data0){
if(!((key1 === "host") || (key1 === "port"))){
const err3 = {instancePath:instancePath+"/controlPlaneEndpoint",schemaPath:"#/properties/controlPlaneEndpoint/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data0.host !== undefined){
let data1 = data0.host;
if(typeof data1 === "string"){
if(data1.length < 1){
const err4 = {instancePath:instancePath+"/controlPlaneEndpoint/host",schemaPath:"#/properties/controlPlaneEndpoint/properties/host/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/controlPlaneEndpoint/host",schemaPath:"#/properties/controlPlaneEndpoint/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data0.port !== undefined){
let data2 = data0.port;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err6 = {instancePath:instancePath+"/controlPlaneEndpoint/port",schemaPath:"#/$defs/port/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 65535 || isNaN(data2)){
const err7 = {instancePath:instancePath+"/controlPlaneEndpoint/port",schemaPath:"#/$defs/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data2 < 1 || isNaN(data2)){
const err8 = {instancePath:instancePath+"/controlPlaneEndpoint/port",schemaPath:"#/$defs/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
}
else {
const err9 = {instancePath:instancePath+"/controlPlaneEndpoint",schemaPath:"#/properties/controlPlaneEndpoint/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.clusterNetwork !== undefined){
let data3 = data.clusterNetwork;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key2 in data3){
if(!((((key2 === "pods") || (key2 === "services")) || (key2 === "serviceDomain")) || (key2 === "apiServerPort"))){
const err10 = {instancePath:instancePath+"/clusterNetwork",schemaPath:"#/properties/clusterNetwork/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data3.pods !== undefined){
let data4 = data3.pods;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key3 in data4){
if(!(key3 === "cidrBlocks")){
const err11 = {instancePath:instancePath+"/clusterNetwork/pods",schemaPath:"#/properties/clusterNetwork/properties/pods/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data4.cidrBlocks !== undefined){
let data5 = data4.cidrBlocks;
if(Array.isArray(data5)){
if(data5.length > 2){
const err12 = {instancePath:instancePath+"/clusterNetwork/pods/cidrBlocks",schemaPath:"#/properties/clusterNetwork/properties/pods/properties/cidrBlocks/maxItems",keyword:"maxItems",params:{limit: 2},message:"must NOT have more than 2 items"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data5.length < 1){
const err13 = {instancePath:instancePath+"/clusterNetwork/pods/cidrBlocks",schemaPath:"#/properties/clusterNetwork/properties/pods/properties/cidrBlocks/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
if(typeof data5[i0] !== "string"){
const err14 = {instancePath:instancePath+"/clusterNetwork/pods/cidrBlocks/" + i0,schemaPath:"#/properties/clusterNetwork/properties/pods/properties/cidrBlocks/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/clusterNetwork/pods/cidrBlocks",schemaPath:"#/properties/clusterNetwork/properties/pods/properties/cidrBlocks/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/clusterNetwork/pods",schemaPath:"#/properties/clusterNetwork/properties/pods/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data3.services !== undefined){
let data7 = data3.services;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key4 in data7){
if(!(key4 === "cidrBlocks")){
const err17 = {instancePath:instancePath+"/clusterNetwork/services",schemaPath:"#/properties/clusterNetwork/properties/services/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data7.cidrBlocks !== undefined){
let data8 = data7.cidrBlocks;
if(Array.isArray(data8)){
if(data8.length > 2){
const err18 = {instancePath:instancePath+"/clusterNetwork/services/cidrBlocks",schemaPath:"#/properties/clusterNetwork/properties/services/properties/cidrBlocks/maxItems",keyword:"maxItems",params:{limit: 2},message:"must NOT have more than 2 items"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data8.length < 1){
const err19 = {instancePath:instancePath+"/clusterNetwork/services/cidrBlocks",schemaPath:"#/properties/clusterNetwork/properties/services/properties/cidrBlocks/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
const len1 = data8.length;
for(let i1=0; i1<len1; i1++){
if(typeof data8[i1] !== "string"){
const err20 = {instancePath:instancePath+"/clusterNetwork/services/cidrBlocks/" + i1,schemaPath:"#/properties/clusterNetwork/properties/services/properties/cidrBlocks/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/clusterNetwork/services/cidrBlocks",schemaPath:"#/properties/clusterNetwork/properties/services/properties/cidrBlocks/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/clusterNetwork/services",schemaPath:"#/properties/clusterNetwork/properties/services/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data3.serviceDomain !== undefined){
let data10 = data3.serviceDomain;
if(typeof data10 === "string"){
if(data10.length < 1){
const err23 = {instancePath:instancePath+"/clusterNetwork/serviceDomain",schemaPath:"#/properties/clusterNetwork/properties/serviceDomain/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/clusterNetwork/serviceDomain",schemaPath:"#/properties/clusterNetwork/properties/serviceDomain/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data3.apiServerPort !== undefined){
let data11 = data3.apiServerPort;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err25 = {instancePath:instancePath+"/clusterNetwork/apiServerPort",schemaPath:"#/$defs/port/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 > 65535 || isNaN(data11)){
const err26 = {instancePath:instancePath+"/clusterNetwork/apiServerPort",schemaPath:"#/$defs/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data11 < 1 || isNaN(data11)){
const err27 = {instancePath:instancePath+"/clusterNetwork/apiServerPort",schemaPath:"#/$defs/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
}
else {
const err28 = {instancePath:instancePath+"/clusterNetwork",schemaPath:"#/properties/clusterNetwork/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.paused !== undefined){
if(typeof data.paused !== "boolean"){
const err29 = {instancePath:instancePath+"/paused",schemaPath:"#/properties/paused/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.topology !== undefined){
let data13 = data.topology;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
}
else {
const err30 = {instancePath:instancePath+"/topology",schemaPath:"#/properties/topology/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.controlPlaneRef !== undefined){
let data14 = data.controlPlaneRef;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
}
else {
const err31 = {instancePath:instancePath+"/controlPlaneRef",schemaPath:"#/properties/controlPlaneRef/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.infrastructureRef !== undefined){
let data15 = data.infrastructureRef;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
}
else {
const err32 = {instancePath:instancePath+"/infrastructureRef",schemaPath:"#/properties/infrastructureRef/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema37 = {"type":"object","required":["version"],"additionalProperties":false,"properties":{"version":{"$ref":"#/$defs/kubernetesVersion"},"replicas":{"type":"integer","minimum":1},"hostSelector":{"$ref":"#/$defs/hostSelector"},"kubeadmConfigSpec":{"$ref":"#/$defs/kubeadmConfigSpec"},"rolloutStrategy":{"$ref":"#/$defs/controlPlaneStrategy"},"rollout":{"type":"object","additionalProperties":true,"properties":{"strategy":{"$ref":"#/$defs/controlPlaneStrategy"},"after":{"type":"string"},"before":{"$ref":"#/$defs/rolloutBefore"}}},"rolloutBefore":{"$ref":"#/$defs/rolloutBefore"},"rolloutAfter":{"type":"string"},"remediationStrategy":{"type":"object","additionalProperties":true,"properties":{"maxRetry":{"type":"integer","minimum":0},"retryPeriod":{"$ref":"#/$defs/goDuration"},"minHealthyPeriod":{"$ref":"#/$defs/goDuration"}}},"remediation":{"type":"object","additionalProperties":true,"properties":{"maxRetry":{"type":"integer","minimum":0},"retryPeriodSeconds":{"$ref":"#/$defs/seconds"},"minHealthyPeriodSeconds":{"$ref":"#/$defs/seconds"}}},"machineTemplate":{"type":"object","additionalProperties":true,"properties":{"nodeDrainTimeout":{"$ref":"#/$defs/goDuration"},"nodeVolumeDetachTimeout":{"$ref":"#/$defs/goDuration"},"nodeDeletionTimeout":{"$ref":"#/$defs/goDuration"},"spec":{"type":"object","additionalProperties":true,"properties":{"taints":{"type":"array","items":{"$ref":"#/$defs/taint"}},"deletion":{"type":"object","additionalProperties":true,"properties":{"nodeDrainTimeoutSeconds":{"$ref":"#/$defs/seconds"},"nodeVolumeDetachTimeoutSeconds":{"$ref":"#/$defs/seconds"},"nodeDeletionTimeoutSeconds":{"$ref":"#/$defs/seconds"}}}}}}},"machineNamingStrategy":{"type":"object","additionalProperties":true},"machineNaming":{"type":"object","additionalProperties":true},"infrastructureTemplate":{"type":"object","additionalProperties":true}}};
const schema38 = {"type":"string","pattern":"^v(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?$"};
const schema47 = {"type":"object","additionalProperties":true,"properties":{"type":{"type":"string"},"rollingUpdate":{"type":"object","additionalProperties":true,"properties":{"maxSurge":{"type":["string","integer"]}}}}};
const schema49 = {"type":"object","additionalProperties":true,"properties":{"certificatesExpiryDays":{"type":"integer"}}};
const schema51 = {"type":"string","pattern":"^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"};
const schema53 = {"type":"integer","minimum":0};
const schema58 = {"type":"object","required":["key","effect"],"additionalProperties":false,"properties":{"key":{"type":"string","minLength":1},"value":{"type":"string"},"effect":{"enum":["NoSchedule","PreferNoSchedule","NoExecute"]}}};
const pattern5 = new RegExp("^v(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?$", "u");
const pattern20 = new RegExp("^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$", "u");
const schema39 = {"type":"object","additionalProperties":false,"properties":{"role":{"$ref":"#/$defs/role"},"matchLabels":{"$ref":"#/$defs/labels"},"matchExpressions":{"type":"array","items":{"type":"object","required":["key","operator"],"additionalProperties":false,"properties":{"key":{"type":"string","minLength":1},"operator":{"enum":["In","NotIn","Exists","DoesNotExist"]},"values":{"type":"array","items":{"type":"string"}}}}}}};
const schema40 = {"enum":["control-plane","worker","spare"]};

function validate24(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate24.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "role") || (key0 === "matchLabels")) || (key0 === "matchExpressions"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.role !== undefined){
let data0 = data.role;
if(!(((data0 === "control-plane") || (data0 === "worker")) || (data0 === "spare"))){
const err1 = {instancePath:instancePath+"/role",schemaPath:"#/$defs/role/enum",keyword:"enum",params:{allowedValues: schema40.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.matchLabels !== undefined){
let data1 = data.matchLabels;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key1 in data1){
if(typeof data1[key1] !== "string"){
const err2 = {instancePath:instancePath+"/matchLabels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/labels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
else {
const err3 = {instancePath:instancePath+"/matchLabels",schemaPath:"#/$defs/labels/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.matchExpressions !== undefined){
let data3 = data.matchExpressions;
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.key === undefined){
const err4 = {instancePath:instancePath+"/matchExpressions/" + i0,schemaPath:"#/properties/matchExpressions/items/required",keyword:"required",params:{missingProperty: "key"},message:"must have required property '"+"key"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data4.operator === undefined){
const err5 = {instancePath:instancePath+"/matchExpressions/" + i0,schemaPath:"#/properties/matchExpressions/items/required",keyword:"required",params:{missingProperty: "operator"},message:"must have required property '"+"operator"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
for(const key2 in data4){
if(!(((key2 === "key") || (key2 === "operator")) || (key2 === "values"))){
const err6 = {instancePath:instancePath+"/matchExpressions/" + i0,schemaPath:"#/properties/matchExpressions/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data4.key !== undefined){
let data5 = data4.key;
if(typeof data5 === "string"){
if(data5.length < 1){
const err7 = {instancePath:instancePath+"/matchExpressions/" + i0+"/key",schemaPath:"#/properties/matchExpressions/items/properties/key/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/matchExpressions/" + i0+"/key",schemaPath:"#/properties/matchExpressions/items/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data4.operator !== undefined){
let data6 = data4.operator;
if(!((((data6 === "In") || (data6 === "NotIn")) || (data6 === "Exists")) || (data6 === "DoesNotExist"))){
const err9 = {instancePath:instancePath+"/matchExpressions/" + i0+"/operator",schemaPath:"#/properties/matchExpressions/items/properties/operator/enum",keyword:"enum",params:{allowedValues: schema39.properties.matchExpressions.items.properties.operator.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data4.values !== undefined){
let data7 = data4.values;
if(Array.isArray(data7)){
const len1 = data7.length;
for(let i1=0; i1<len1; i1++){
if(typeof data7[i1] !== "string"){
const err10 = {instancePath:instancePath+"/matchExpressions/" + i0+"/values/" + i1,schemaPath:"#/properties/matchExpressions/items/properties/values/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/matchExpressions/" + i0+"/values",schemaPath:"#/properties/matchExpressions/items/properties/values/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/matchExpressions/" + i0,schemaPath:"#/properties/matchExpressions/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/matchExpressions",schemaPath:"#/properties/matchExpressions/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate24.errors = vErrors;
return errors === 0;
}
validate24.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema42 = {"type":"object","additionalProperties":false,"properties":{"clusterConfiguration":{"type":"object","additionalProperties":true},"initConfiguration":{"type":"object","additionalProperties":true},"joinConfiguration":{"type":"object","additionalProperties":true},"files":{"type":"array","items":{"$ref":"#/$defs/kubeadmFile"}},"users":{"type":"array","items":{"$ref":"#/$defs/kubeadmUser"}},"ntp":{"type":"object","additionalProperties":false,"properties":{"enabled":{"type":"boolean"},"servers":{"type":"array","items":{"type":"string","minLength":1}}}},"bootCommands":{"type":"array","items":{"type":"string"}},"preKubeadmCommands":{"type":"array","items":{"type":"string"}},"postKubeadmCommands":{"type":"array","items":{"type":"string"}},"diskSetup":{"type":"object","additionalProperties":false,"properties":{"partitions":{"type":"array","items":{"$ref":"#/$defs/diskPartitions"}},"filesystems":{"type":"array","items":{"$ref":"#/$defs/diskFilesystem"}}}},"mounts":{"type":"array","items":{"type":"array","minItems":2,"maxItems":6,"items":{"type":"string"}}},"verbosity":{"type":"integer","minimum":0},"format":{"enum":["cloud-config","ignition"]},"ignition":{"type":"object","additionalProperties":true},"useExperimentalRetryJoin":{"type":"boolean"}}};
const schema43 = {"type":"object","required":["path"],"additionalProperties":false,"properties":{"path":{"type":"string","minLength":1},"content":{"type":"string"},"contentFrom":{"type":"object","required":["secret"],"additionalProperties":false,"properties":{"secret":{"type":"object","required":["name","key"],"additionalProperties":false,"properties":{"name":{"type":"string","minLength":1},"key":{"type":"string","minLength":1}}}}},"contentFormat":{"enum":["Raw","Template"]},"owner":{"type":"string","minLength":1},"permissions":{"type":"string","pattern":"^0?[0-7]{3,4}$"},"encoding":{"enum":["base64","gzip","gzip+base64"]},"append":{"type":"boolean"}}};
const schema44 = {"type":"object","required":["name"],"additionalProperties":false,"properties":{"name":{"type":"string","pattern":"^[a-z_][a-z0-9_.-]*\\$?$","maxLength":32},"gecos":{"type":"string","pattern":"^[^:\\n]*$"},"groups":{"type":"string"},"homeDir":{"type":"string","pattern":"^/[^:\\n]*$"},"inactive":{"type":"boolean"},"shell":{"type":"string","pattern":"^/[^:\\n]*$"},"passwd":{"type":"string","pattern":"^[^:\\n]*$"},"passwdFrom":{"type":"object","required":["secret"],"additionalProperties":false,"properties":{"secret":{"type":"object","required":["name","key"],"additionalProperties":false,"properties":{"name":{"type":"string","minLength":1},"key":{"type":"string","minLength":1}}}}},"primaryGroup":{"type":"string","pattern":"^[^:,\\s]*$"},"lockPassword":{"type":"boolean"},"sudo":{"type":"string","pattern":"^[^\\n]*$"},"sshAuthorizedKeys":{"type":"array","items":{"type":"string"}}}};
const schema45 = {"type":"object","required":["device"],"additionalProperties":false,"properties":{"device":{"type":"string","pattern":"^/dev/[^\\s]+$"},"layout":{"type":"boolean"},"diskLayout":{"type":"array","items":{"type":"object","required":["percentage"],"additionalProperties":false,"properties":{"percentage":{"type":"integer","minimum":1,"maximum":100},"partitionType":{"type":"string","pattern":"^[0-9A-Fa-f]{2}([0-9A-Fa-f]{2})?$"}}}},"overwrite":{"type":"boolean"},"tableType":{"enum":["mbr","gpt"]}}};
const schema46 = {"type":"object","required":["device","filesystem"],"additionalProperties":false,"properties":{"device":{"type":"string","pattern":"^/dev/[^\\s]+$"},"filesystem":{"type":"string","pattern":"^[a-z0-9]+$"},"label":{"type":"string","pattern":"^[^\\s]*$"},"partition":{"type":"string","pattern":"^([1-9][0-9]*|auto|any|none)$"},"overwrite":{"type":"boolean"},"replaceFS":{"type":"string"},"extraOpts":{"type":"array","items":{"type":"string"}}}};
const pattern6 = new RegExp("^0?[0-7]{3,4}$", "u");
const pattern7 = new RegExp("^[a-z_][a-z0-9_.-]*\\$?$", "u");
const pattern8 = new RegExp("^[^:\\n]*$", "u");
const pattern9 = new RegExp("^/[^:\\n]*$", "u");
const pattern12 = new RegExp("^[^:,\\s]*$", "u");
const pattern13 = new RegExp("^[^\\n]*$", "u");
const pattern14 = new RegExp("^/dev/[^\\s]+$", "u");
const pattern15 = new RegExp("^[0-9A-Fa-f]{2}([0-9A-Fa-f]{2})?$", "u");
const pattern17 = new RegExp("^[a-z0-9]+$", "u");
const pattern18 = new RegExp("^[^\\s]*$", "u");
const pattern19 = new RegExp("^([1-9][0-9]*|auto|any|none)$", "u");

function validate26(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate26.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema42.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.clusterConfiguration !== undefined){
let data0 = data.clusterConfiguration;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
}
else {
const err1 = {instancePath:instancePath+"/clusterConfiguration",schemaPath:"#/properties/clusterConfiguration/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.initConfiguration !== undefined){
let data1 = data.initConfiguration;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
}
else {
const err2 = {instancePath:instancePath+"/initConfiguration",schemaPath:"#/properties/initConfiguration/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.joinConfiguration !== undefined){
let data2 = data.joinConfiguration;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
}
else {
const err3 = {instancePath:instancePath+"/joinConfiguration",schemaPath:"#/properties/joinConfiguration/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.files !== undefined){
let data3 = data.files;
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.path === undefined){
const err4 = {instancePath:instancePath+"/files/" + i0,schemaPath:"#/$defs/kubeadmFile/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key1 in data4){
if(!((((((((key1 === "path") || (key1 === "content")) || (key1 === "contentFrom")) || (key1 === "contentFormat")) || (key1 === "owner")) || (key1 === "permissions")) || (key1 === "encoding")) || (key1 === "append"))){
const err5 = {instancePath:instancePath+"/files/" + i0,schemaPath:"#/$defs/kubeadmFile/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data4.path !== undefined){
let data5 = data4.path;
if(typeof data5 === "string"){
if(data5.length < 1){
const err6 = {instancePath:instancePath+"/files/" + i0+"/path",schemaPath:"#/$defs/kubeadmFile/properties/path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/files/" + i0+"/path",schemaPath:"#/$defs/kubeadmFile/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data4.content !== undefined){
if(typeof data4.content !== "string"){
const err8 = {instancePath:instancePath+"/files/" + i0+"/content",schemaPath:"#/$defs/kubeadmFile/properties/content/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data4.contentFrom !== undefined){
let data7 = data4.contentFrom;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.secret === undefined){
const err9 = {instancePath:instancePath+"/files/" + i0+"/contentFrom",schemaPath:"#/$defs/kubeadmFile/properties/contentFrom/required",keyword:"required",params:{missingProperty: "secret"},message:"must have required property '"+"secret"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
for(const key2 in data7){
if(!(key2 === "secret")){
const err10 = {instancePath:instancePath+"/files/" + i0+"/contentFrom",schemaPath:"#/$defs/kubeadmFile/properties/contentFrom/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data7.secret !== undefined){
let data8 = data7.secret;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.name === undefined){
const err11 = {instancePath:instancePath+"/files/" + i0+"/contentFrom/secret",schemaPath:"#/$defs/kubeadmFile/properties/contentFrom/properties/secret/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data8.key === undefined){
const err12 = {instancePath:instancePath+"/files/" + i0+"/contentFrom/secret",schemaPath:"#/$defs/kubeadmFile/properties/contentFrom/properties/secret/required",keyword:"required",params:{missingProperty: "key"},message:"must have required property '"+"key"+"'"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
for(const key3 in data8){
if(!((key3 === "name") || (key3 === "key"))){
const err13 = {instancePath:instancePath+"/files/" + i0+"/contentFrom/secret",schemaPath:"#/$defs/kubeadmFile/properties/contentFrom/properties/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data8.name !== undefined){
let data9 = data8.name;
if(typeof data9 === "string"){
if(data9.length < 1){
const err14 = {instancePath:instancePath+"/files/" + i0+"/contentFrom/secret/name",schemaPath:"#/$defs/kubeadmFile/properties/contentFrom/properties/secret/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/files/" + i0+"/contentFrom/secret/name",schemaPath:"#/$defs/kubeadmFile/properties/contentFrom/properties/secret/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data8.key !== undefined){
let data10 = data8.key;
if(typeof data10 === "string"){
if(data10.length < 1){
const err16 = {instancePath:instancePath+"/files/" + i0+"/contentFrom/secret/key",schemaPath:"#/$defs/kubeadmFile/properties/contentFrom/properties/secret/properties/key/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/files/" + i0+"/contentFrom/secret/key",schemaPath:"#/$defs/kubeadmFile/properties/contentFrom/properties/secret/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath:instancePath+"/files/" + i0+"/contentFrom/secret",schemaPath:"#/$defs/kubeadmFile/properties/contentFrom/properties/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/files/" + i0+"/contentFrom",schemaPath:"#/$defs/kubeadmFile/properties/contentFrom/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data4.contentFormat !== undefined){
let data11 = data4.contentFormat;
if(!((data11 === "Raw") || (data11 === "Template"))){
const err20 = {instancePath:instancePath+"/files/" + i0+"/contentFormat",schemaPath:"#/$defs/kubeadmFile/properties/contentFormat/enum",keyword:"enum",params:{allowedValues: schema43.properties.contentFormat.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data4.owner !== undefined){
let data12 = data4.owner;
if(typeof data12 === "string"){
if(data12.length < 1){
const err21 = {instancePath:instancePath+"/files/" + i0+"/owner",schemaPath:"#/$defs/kubeadmFile/properties/owner/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/files/" + i0+"/owner",schemaPath:"#/$defs/kubeadmFile/properties/owner/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data4.permissions !== undefined){
let data13 = data4.permissions;
if(typeof data13 === "string"){
if(!pattern6.test(data13)){
const err23 = {instancePath:instancePath+"/files/" + i0+"/permissions",schemaPath:"#/$defs/kubeadmFile/properties/permissions/pattern",keyword:"pattern",params:{pattern: "^0?[0-7]{3,4}$"},message:"must match pattern \""+"^0?[0-7]{3,4}$"+"\""};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/files/" + i0+"/permissions",schemaPath:"#/$defs/kubeadmFile/properties/permissions/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data4.encoding !== undefined){
let data14 = data4.encoding;
if(!(((data14 === "base64") || (data14 === "gzip")) || (data14 === "gzip+base64"))){
const err25 = {instancePath:instancePath+"/files/" + i0+"/encoding",schemaPath:"#/$defs/kubeadmFile/properties/encoding/enum",keyword:"enum",params:{allowedValues: schema43.properties.encoding.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data4.append !== undefined){
if(typeof data4.append !== "boolean"){
const err26 = {instancePath:instancePath+"/files/" + i0+"/append",schemaPath:"#/$defs/kubeadmFile/properties/append/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/files/" + i0,schemaPath:"#/$defs/kubeadmFile/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/files",schemaPath:"#/properties/files/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.users !== undefined){
let data16 = data.users;
if(Array.isArray(data16)){
const len1 = data16.length;
for(let i1=0; i1<len1; i1++){
let data17 = data16[i1];
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(data17.name === undefined){
const err29 = {instancePath:instancePath+"/users/" + i1,schemaPath:"#/$defs/kubeadmUser/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
for(const key4 in data17){
if(!(func1.call(schema44.properties, key4))){
const err30 = {instancePath:instancePath+"/users/" + i1,schemaPath:"#/$defs/kubeadmUser/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data17.name !== undefined){
let data18 = data17.name;
if(typeof data18 === "string"){
if(data18.length > 32){
const err31 = {instancePath:instancePath+"/users/" + i1+"/name",schemaPath:"#/$defs/kubeadmUser/properties/name/maxLength",keyword:"maxLength",params:{limit: 32},message:"must NOT have more than 32 characters"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(!pattern7.test(data18)){
const err32 = {instancePath:instancePath+"/users/" + i1+"/name",schemaPath:"#/$defs/kubeadmUser/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z_][a-z0-9_.-]*\\$?$"},message:"must match pattern \""+"^[a-z_][a-z0-9_.-]*\\$?$"+"\""};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/users/" + i1+"/name",schemaPath:"#/$defs/kubeadmUser/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data17.gecos !== undefined){
let data19 = data17.gecos;
if(typeof data19 === "string"){
if(!pattern8.test(data19)){
const err34 = {instancePath:instancePath+"/users/" + i1+"/gecos",schemaPath:"#/$defs/kubeadmUser/properties/gecos/pattern",keyword:"pattern",params:{pattern: "^[^:\\n]*$"},message:"must match pattern \""+"^[^:\\n]*$"+"\""};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
else {
const err35 = {instancePath:instancePath+"/users/" + i1+"/gecos",schemaPath:"#/$defs/kubeadmUser/properties/gecos/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data17.groups !== undefined){
if(typeof data17.groups !== "string"){
const err36 = {instancePath:instancePath+"/users/" + i1+"/groups",schemaPath:"#/$defs/kubeadmUser/properties/groups/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data17.homeDir !== undefined){
let data21 = data17.homeDir;
if(typeof data21 === "string"){
if(!pattern9.test(data21)){
const err37 = {instancePath:instancePath+"/users/" + i1+"/homeDir",schemaPath:"#/$defs/kubeadmUser/properties/homeDir/pattern",keyword:"pattern",params:{pattern: "^/[^:\\n]*$"},message:"must match pattern \""+"^/[^:\\n]*$"+"\""};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
else {
const err38 = {instancePath:instancePath+"/users/" + i1+"/homeDir",schemaPath:"#/$defs/kubeadmUser/properties/homeDir/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data17.inactive !== undefined){
if(typeof data17.inactive !== "boolean"){
const err39 = {instancePath:instancePath+"/users/" + i1+"/inactive",schemaPath:"#/$defs/kubeadmUser/properties/inactive/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data17.shell !== undefined){
let data23 = data17.shell;
if(typeof data23 === "string"){
if(!pattern9.test(data23)){
const err40 = {instancePath:instancePath+"/users/" + i1+"/shell",schemaPath:"#/$defs/kubeadmUser/properties/shell/pattern",keyword:"pattern",params:{pattern: "^/[^:\\n]*$"},message:"must match pattern \""+"^/[^:\\n]*$"+"\""};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/users/" + i1+"/shell",schemaPath:"#/$defs/kubeadmUser/properties/shell/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data17.passwd !== undefined){
let data24 = data17.passwd;
if(typeof data24 === "string"){
if(!pattern8.test(data24)){
const err42 = {instancePath:instancePath+"/users/" + i1+"/passwd",schemaPath:"#/$defs/kubeadmUser/properties/passwd/pattern",keyword:"pattern",params:{pattern: "^[^:\\n]*$"},message:"must match pattern \""+"^[^:\\n]*$"+"\""};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/users/" + i1+"/passwd",schemaPath:"#/$defs/kubeadmUser/properties/passwd/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data17.passwdFrom !== undefined){
let data25 = data17.passwdFrom;
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
if(data25.secret === undefined){
const err44 = {instancePath:instancePath+"/users/" + i1+"/passwdFrom",schemaPath:"#/$defs/kubeadmUser/properties/passwdFrom/required",keyword:"required",params:{missingProperty: "secret"},message:"must have required property '"+"secret"+"'"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
for(const key5 in data25){
if(!(key5 === "secret")){
const err45 = {instancePath:instancePath+"/users/" + i1+"/passwdFrom",schemaPath:"#/$defs/kubeadmUser/properties/passwdFrom/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data25.secret !== undefined){
let data26 = data25.secret;
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
if(data26.name === undefined){
const err46 = {instancePath:instancePath+"/users/" + i1+"/passwdFrom/secret",schemaPath:"#/$defs/kubeadmUser/properties/passwdFrom/properties/secret/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(data26.key === undefined){
const err47 = {instancePath:instancePath+"/users/" + i1+"/passwdFrom/secret",schemaPath:"#/$defs/kubeadmUser/properties/passwdFrom/properties/secret/required",keyword:"required",params:{missingProperty: "key"},message:"must have required property '"+"key"+"'"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
for(const key6 in data26){
if(!((key6 === "name") || (key6 === "key"))){
const err48 = {instancePath:instancePath+"/users/" + i1+"/passwdFrom/secret",schemaPath:"#/$defs/kubeadmUser/properties/passwdFrom/properties/secret/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data26.name !== undefined){
let data27 = data26.name;
if(typeof data27 === "string"){
if(data27.length < 1){
const err49 = {instancePath:instancePath+"/users/" + i1+"/passwdFrom/secret/name",schemaPath:"#/$defs/kubeadmUser/properties/passwdFrom/properties/secret/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
else {
const err50 = {instancePath:instancePath+"/users/" + i1+"/passwdFrom/secret/name",schemaPath:"#/$defs/kubeadmUser/properties/passwdFrom/properties/secret/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data26.key !== undefined){
let data28 = data26.key;
if(typeof data28 === "string"){
if(data28.length < 1){
const err51 = {instancePath:instancePath+"/users/" + i1+"/passwdFrom/secret/key",schemaPath:"#/$defs/kubeadmUser/properties/passwdFrom/properties/secret/properties/key/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
else {
const err52 = {instancePath:instancePath+"/users/" + i1+"/passwdFrom/secret/key",schemaPath:"#/$defs/kubeadmUser/properties/passwdFrom/properties/secret/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
else {
const err53 = {instancePath:instancePath+"/users/" + i1+"/passwdFrom/secret",schemaPath:"#/$defs/kubeadmUser/properties/passwdFrom/properties/secret/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
}
else {
const err54 = {instancePath:instancePath+"/users/" + i1+"/passwdFrom",schemaPath:"#/$defs/kubeadmUser/properties/passwdFrom/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data17.primaryGroup !== undefined){
let data29 = data17.primaryGroup;
if(typeof data29 === "string"){
if(!pattern12.test(data29)){
const err55 = {instancePath:instancePath+"/users/" + i1+"/primaryGroup",schemaPath:"#/$defs/kubeadmUser/properties/primaryGroup/pattern",keyword:"pattern",params:{pattern: "^[^:,\\s]*$"},message:"must match pattern \""+"^[^:,\\s]*$"+"\""};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
else {
const err56 = {instancePath:instancePath+"/users/" + i1+"/primaryGroup",schemaPath:"#/$defs/kubeadmUser/properties/primaryGroup/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data17.lockPassword !== undefined){
if(typeof data17.lockPassword !== "boolean"){
const err57 = {instancePath:instancePath+"/users/" + i1+"/lockPassword",schemaPath:"#/$defs/kubeadmUser/properties/lockPassword/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data17.sudo !== undefined){
let data31 = data17.sudo;
if(typeof data31 === "string"){
if(!pattern13.test(data31)){
const err58 = {instancePath:instancePath+"/users/" + i1+"/sudo",schemaPath:"#/$defs/kubeadmUser/properties/sudo/pattern",keyword:"pattern",params:{pattern: "^[^\\n]*$"},message:"must match pattern \""+"^[^\\n]*$"+"\""};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
else {
const err59 = {instancePath:instancePath+"/users/" + i1+"/sudo",schemaPath:"#/$defs/kubeadmUser/properties/sudo/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data17.sshAuthorizedKeys !== undefined){
let data32 = data17.sshAuthorizedKeys;
if(Array.isArray(data32)){
const len2 = data32.length;
for(let i2=0; i2<len2; i2++){
if(typeof data32[i2] !== "string"){
const err60 = {instancePath:instancePath+"/users/" + i1+"/sshAuthorizedKeys/" + i2,schemaPath:"#/$defs/kubeadmUser/properties/sshAuthorizedKeys/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
else {
const err61 = {instancePath:instancePath+"/users/" + i1+"/sshAuthorizedKeys",schemaPath:"#/$defs/kubeadmUser/properties/sshAuthorizedKeys/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
else {
const err62 = {instancePath:instancePath+"/users/" + i1,schemaPath:"#/$defs/kubeadmUser/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
else {
const err63 = {instancePath:instancePath+"/users",schemaPath:"#/properties/users/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data.ntp !== undefined){
let data34 = data.ntp;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
for(const key7 in data34){
if(!((key7 === "enabled") || (key7 === "servers"))){
const err64 = {instancePath:instancePath+"/ntp",schemaPath:"#/properties/ntp/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data34.enabled !== undefined){
if(typeof data34.enabled !== "boolean"){
const err65 = {instancePath:instancePath+"/ntp/enabled",schemaPath:"#/properties/ntp/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data34.servers !== undefined){
let data36 = data34.servers;
if(Array.isArray(data36)){
const len3 = data36.length;
for(let i3=0; i3<len3; i3++){
let data37 = data36[i3];
if(typeof data37 === "string"){
if(data37.length < 1){
const err66 = {instancePath:instancePath+"/ntp/servers/" + i3,schemaPath:"#/properties/ntp/properties/servers/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
else {
const err67 = {instancePath:instancePath+"/ntp/servers/" + i3,schemaPath:"#/properties/ntp/properties/servers/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
}
else {
const err68 = {instancePath:instancePath+"/ntp/servers",schemaPath:"#/properties/ntp/properties/servers/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
}
else {
const err69 = {instancePath:instancePath+"/ntp",schemaPath:"#/properties/ntp/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data.bootCommands !== undefined){
let data38 = data.bootCommands;
if(Array.isArray(data38)){
const len4 = data38.length;
for(let i4=0; i4<len4; i4++){
if(typeof data38[i4] !== "string"){
const err70 = {instancePath:instancePath+"/bootCommands/" + i4,schemaPath:"#/properties/bootCommands/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
}
else {
const err71 = {instancePath:instancePath+"/bootCommands",schemaPath:"#/properties/bootCommands/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data.preKubeadmCommands !== undefined){
let data40 = data.preKubeadmCommands;
if(Array.isArray(data40)){
const len5 = data40.length;
for(let i5=0; i5<len5; i5++){
if(typeof data40[i5] !== "string"){
const err72 = {instancePath:instancePath+"/preKubeadmCommands/" + i5,schemaPath:"#/properties/preKubeadmCommands/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
}
else {
const err73 = {instancePath:instancePath+"/preKubeadmCommands",schemaPath:"#/properties/preKubeadmCommands/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data.postKubeadmCommands !== undefined){
let data42 = data.postKubeadmCommands;
if(Array.isArray(data42)){
const len6 = data42.length;
for(let i6=0; i6<len6; i6++){
if(typeof data42[i6] !== "string"){
const err74 = {instancePath:instancePath+"/postKubeadmCommands/" + i6,schemaPath:"#/properties/postKubeadmCommands/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
}
else {
const err75 = {instancePath:instancePath+"/postKubeadmCommands",schemaPath:"#/properties/postKubeadmCommands/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data.diskSetup !== undefined){
let data44 = data.diskSetup;
if(data44 && typeof data44 == "object" && !Array.isArray(data44)){
for(const key8 in data44){
if(!((key8 === "partitions") || (key8 === "filesystems"))){
const err76 = {instancePath:instancePath+"/diskSetup",schemaPath:"#/properties/diskSetup/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data44.partitions !== undefined){
let data45 = data44.partitions;
if(Array.isArray(data45)){
const len7 = data45.length;
for(let i7=0; i7<len7; i7++){
let data46 = data45[i7];
if(data46 && typeof data46 == "object" && !Array.isArray(data46)){
if(data46.device === undefined){
const err77 = {instancePath:instancePath+"/diskSetup/partitions/" + i7,schemaPath:"#/$defs/diskPartitions/required",keyword:"required",params:{missingProperty: "device"},message:"must have required property '"+"device"+"'"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
for(const key9 in data46){
if(!(((((key9 === "device") || (key9 === "layout")) || (key9 === "diskLayout")) || (key9 === "overwrite")) || (key9 === "tableType"))){
const err78 = {instancePath:instancePath+"/diskSetup/partitions/" + i7,schemaPath:"#/$defs/diskPartitions/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data46.device !== undefined){
let data47 = data46.device;
if(typeof data47 === "string"){
if(!pattern14.test(data47)){
const err79 = {instancePath:instancePath+"/diskSetup/partitions/" + i7+"/device",schemaPath:"#/$defs/diskPartitions/properties/device/pattern",keyword:"pattern",params:{pattern: "^/dev/[^\\s]+$"},message:"must match pattern \""+"^/dev/[^\\s]+$"+"\""};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
else {
const err80 = {instancePath:instancePath+"/diskSetup/partitions/" + i7+"/device",schemaPath:"#/$defs/diskPartitions/properties/device/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data46.layout !== undefined){
if(typeof data46.layout !== "boolean"){
const err81 = {instancePath:instancePath+"/diskSetup/partitions/" + i7+"/layout",schemaPath:"#/$defs/diskPartitions/properties/layout/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(data46.diskLayout !== undefined){
let data49 = data46.diskLayout;
if(Array.isArray(data49)){
const len8 = data49.length;
for(let i8=0; i8<len8; i8++){
let data50 = data49[i8];
if(data50 && typeof data50 == "object" && !Array.isArray(data50)){
if(data50.percentage === undefined){
const err82 = {instancePath:instancePath+"/diskSetup/partitions/" + i7+"/diskLayout/" + i8,schemaPath:"#/$defs/diskPartitions/properties/diskLayout/items/required",keyword:"required",params:{missingProperty: "percentage"},message:"must have required property '"+"percentage"+"'"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
for(const key10 in data50){
if(!((key10 === "percentage") || (key10 === "partitionType"))){
const err83 = {instancePath:instancePath+"/diskSetup/partitions/" + i7+"/diskLayout/" + i8,schemaPath:"#/$defs/diskPartitions/properties/diskLayout/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data50.percentage !== undefined){
let data51 = data50.percentage;
if(!(((typeof data51 == "number") && (!(data51 % 1) && !isNaN(data51))) && (isFinite(data51)))){
const err84 = {instancePath:instancePath+"/diskSetup/partitions/" + i7+"/diskLayout/" + i8+"/percentage",schemaPath:"#/$defs/diskPartitions/properties/diskLayout/items/properties/percentage/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if((typeof data51 == "number") && (isFinite(data51))){
if(data51 > 100 || isNaN(data51)){
const err85 = {instancePath:instancePath+"/diskSetup/partitions/" + i7+"/diskLayout/" + i8+"/percentage",schemaPath:"#/$defs/diskPartitions/properties/diskLayout/items/properties/percentage/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
if(data51 < 1 || isNaN(data51)){
const err86 = {instancePath:instancePath+"/diskSetup/partitions/" + i7+"/diskLayout/" + i8+"/percentage",schemaPath:"#/$defs/diskPartitions/properties/diskLayout/items/properties/percentage/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
}
if(data50.partitionType !== undefined){
let data52 = data50.partitionType;
if(typeof data52 === "string"){
if(!pattern15.test(data52)){
const err87 = {instancePath:instancePath+"/diskSetup/partitions/" + i7+"/diskLayout/" + i8+"/partitionType",schemaPath:"#/$defs/diskPartitions/properties/diskLayout/items/properties/partitionType/pattern",keyword:"pattern",params:{pattern: "^[0-9A-Fa-f]{2}([0-9A-Fa-f]{2})?$"},message:"must match pattern \""+"^[0-9A-Fa-f]{2}([0-9A-Fa-f]{2})?$"+"\""};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
else {
const err88 = {instancePath:instancePath+"/diskSetup/partitions/" + i7+"/diskLayout/" + i8+"/partitionType",schemaPath:"#/$defs/diskPartitions/properties/diskLayout/items/properties/partitionType/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
}
else {
const err89 = {instancePath:instancePath+"/diskSetup/partitions/" + i7+"/diskLayout/" + i8,schemaPath:"#/$defs/diskPartitions/properties/diskLayout/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
}
else {
const err90 = {instancePath:instancePath+"/diskSetup/partitions/" + i7+"/diskLayout",schemaPath:"#/$defs/diskPartitions/properties/diskLayout/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
if(data46.overwrite !== undefined){
if(typeof data46.overwrite !== "boolean"){
const err91 = {instancePath:instancePath+"/diskSetup/partitions/" + i7+"/overwrite",schemaPath:"#/$defs/diskPartitions/properties/overwrite/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
if(data46.tableType !== undefined){
let data54 = data46.tableType;
if(!((data54 === "mbr") || (data54 === "gpt"))){
const err92 = {instancePath:instancePath+"/diskSetup/partitions/" + i7+"/tableType",schemaPath:"#/$defs/diskPartitions/properties/tableType/enum",keyword:"enum",params:{allowedValues: schema45.properties.tableType.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
}
else {
const err93 = {instancePath:instancePath+"/diskSetup/partitions/" + i7,schemaPath:"#/$defs/diskPartitions/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
}
else {
const err94 = {instancePath:instancePath+"/diskSetup/partitions",schemaPath:"#/properties/diskSetup/properties/partitions/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data44.filesystems !== undefined){
let data55 = data44.filesystems;
if(Array.isArray(data55)){
const len9 = data55.length;
for(let i9=0; i9<len9; i9++){
let data56 = data55[i9];
if(data56 && typeof data56 == "object" && !Array.isArray(data56)){
if(data56.device === undefined){
const err95 = {instancePath:instancePath+"/diskSetup/filesystems/" + i9,schemaPath:"#/$defs/diskFilesystem/required",keyword:"required",params:{missingProperty: "device"},message:"must have required property '"+"device"+"'"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
if(data56.filesystem === undefined){
const err96 = {instancePath:instancePath+"/diskSetup/filesystems/" + i9,schemaPath:"#/$defs/diskFilesystem/required",keyword:"required",params:{missingProperty: "filesystem"},message:"must have required property '"+"filesystem"+"'"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
for(const key11 in data56){
if(!(((((((key11 === "device") || (key11 === "filesystem")) || (key11 === "label")) || (key11 === "partition")) || (key11 === "overwrite")) || (key11 === "replaceFS")) || (key11 === "extraOpts"))){
const err97 = {instancePath:instancePath+"/diskSetup/filesystems/" + i9,schemaPath:"#/$defs/diskFilesystem/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
if(data56.device !== undefined){
let data57 = data56.device;
if(typeof data57 === "string"){
if(!pattern14.test(data57)){
const err98 = {instancePath:instancePath+"/diskSetup/filesystems/" + i9+"/device",schemaPath:"#/$defs/diskFilesystem/properties/device/pattern",keyword:"pattern",params:{pattern: "^/dev/[^\\s]+$"},message:"must match pattern \""+"^/dev/[^\\s]+$"+"\""};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
else {
const err99 = {instancePath:instancePath+"/diskSetup/filesystems/" + i9+"/device",schemaPath:"#/$defs/diskFilesystem/properties/device/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
if(data56.filesystem !== undefined){
let data58 = data56.filesystem;
if(typeof data58 === "string"){
if(!pattern17.test(data58)){
const err100 = {instancePath:instancePath+"/diskSetup/filesystems/" + i9+"/filesystem",schemaPath:"#/$defs/diskFilesystem/properties/filesystem/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]+$"},message:"must match pattern \""+"^[a-z0-9]+$"+"\""};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
else {
const err101 = {instancePath:instancePath+"/diskSetup/filesystems/" + i9+"/filesystem",schemaPath:"#/$defs/diskFilesystem/properties/filesystem/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
if(data56.label !== undefined){
let data59 = data56.label;
if(typeof data59 === "string"){
if(!pattern18.test(data59)){
const err102 = {instancePath:instancePath+"/diskSetup/filesystems/" + i9+"/label",schemaPath:"#/$defs/diskFilesystem/properties/label/pattern",keyword:"pattern",params:{pattern: "^[^\\s]*$"},message:"must match pattern \""+"^[^\\s]*$"+"\""};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
else {
const err103 = {instancePath:instancePath+"/diskSetup/filesystems/" + i9+"/label",schemaPath:"#/$defs/diskFilesystem/properties/label/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
if(data56.partition !== undefined){
let data60 = data56.partition;
if(typeof data60 === "string"){
if(!pattern19.test(data60)){
const err104 = {instancePath:instancePath+"/diskSetup/filesystems/" + i9+"/partition",schemaPath:"#/$defs/diskFilesystem/properties/partition/pattern",keyword:"pattern",params:{pattern: "^([1-9][0-9]*|auto|any|none)$"},message:"must match pattern \""+"^([1-9][0-9]*|auto|any|none)$"+"\""};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
else {
const err105 = {instancePath:instancePath+"/diskSetup/filesystems/" + i9+"/partition",schemaPath:"#/$defs/diskFilesystem/properties/partition/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
if(data56.overwrite !== undefined){
if(typeof data56.overwrite !== "boolean"){
const err106 = {instancePath:instancePath+"/diskSetup/filesystems/" + i9+"/overwrite",schemaPath:"#/$defs/diskFilesystem/properties/overwrite/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
if(data56.replaceFS !== undefined){
if(typeof data56.replaceFS !== "string"){
const err107 = {instancePath:instancePath+"/diskSetup/filesystems/" + i9+"/replaceFS",schemaPath:"#/$defs/diskFilesystem/properties/replaceFS/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
if(data56.extraOpts !== undefined){
let data63 = data56.extraOpts;
if(Array.isArray(data63)){
const len10 = data63.length;
for(let i10=0; i10<len10; i10++){
if(typeof data63[i10] !== "string"){
const err108 = {instancePath:instancePath+"/diskSetup/filesystems/" + i9+"/extraOpts/" + i10,schemaPath:"#/$defs/diskFilesystem/properties/extraOpts/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
}
else {
const err109 = {instancePath:instancePath+"/diskSetup/filesystems/" + i9+"/extraOpts",schemaPath:"#/$defs/diskFilesystem/properties/extraOpts/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
}
else {
const err110 = {instancePath:instancePath+"/diskSetup/filesystems/" + i9,schemaPath:"#/$defs/diskFilesystem/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
}
else {
const err111 = {instancePath:instancePath+"/diskSetup/filesystems",schemaPath:"#/properties/diskSetup/properties/filesystems/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
}
else {
const err112 = {instancePath:instancePath+"/diskSetup",schemaPath:"#/properties/diskSetup/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
if(data.mounts !== undefined){
let data65 = data.mounts;
if(Array.isArray(data65)){
const len11 = data65.length;
for(let i11=0; i11<len11; i11++){
let data66 = data65[i11];
if(Array.isArray(data66)){
if(data66.length > 6){
const err113 = {instancePath:instancePath+"/mounts/" + i11,schemaPath:"#/properties/mounts/items/maxItems",keyword:"maxItems",params:{limit: 6},message:"must NOT have more than 6 items"};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
if(data66.length < 2){
const err114 = {instancePath:instancePath+"/mounts/" + i11,schemaPath:"#/properties/mounts/items/minItems",keyword:"minItems",params:{limit: 2},message:"must NOT have fewer than 2 items"};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
const len12 = data66.length;
for(let i12=0; i12<len12; i12++){
if(typeof data66[i12] !== "string"){
const err115 = {instancePath:instancePath+"/mounts/" + i11+"/" + i12,schemaPath:"#/properties/mounts/items/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
}
else {
const err116 = {instancePath:instancePath+"/mounts/" + i11,schemaPath:"#/properties/mounts/items/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
}
else {
const err117 = {instancePath:instancePath+"/mounts",schemaPath:"#/properties/mounts/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
if(data.verbosity !== undefined){
let data68 = data.verbosity;
if(!(((typeof data68 == "number") && (!(data68 % 1) && !isNaN(data68))) && (isFinite(data68)))){
const err118 = {instancePath:instancePath+"/verbosity",schemaPath:"#/properties/verbosity/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
if((typeof data68 == "number") && (isFinite(data68))){
if(data68 < 0 || isNaN(data68)){
const err119 = {instancePath:instancePath+"/verbosity",schemaPath:"#/properties/verbosity/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
}
}
if(data.format !== undefined){
let data69 = data.format;
if(!((data69 === "cloud-config") || (data69 === "ignition"))){
const err120 = {instancePath:instancePath+"/format",schemaPath:"#/properties/format/enum",keyword:"enum",params:{allowedValues: schema42.properties.format.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
}
if(data.ignition !== undefined){
let data70 = data.ignition;
if(data70 && typeof data70 == "object" && !Array.isArray(data70)){
}
else {
const err121 = {instancePath:instancePath+"/ignition",schemaPath:"#/properties/ignition/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
}
if(data.useExperimentalRetryJoin !== undefined){
if(typeof data.useExperimentalRetryJoin !== "boolean"){
const err122 = {instancePath:instancePath+"/useExperimentalRetryJoin",schemaPath:"#/properties/useExperimentalRetryJoin/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
}
}
else {
const err123 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
validate26.errors = vErrors;
return errors === 0;
}
validate26.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate23.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema37.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.version !== undefined){
let data0 = data.version;
if(typeof data0 === "string"){
if(!pattern5.test(data0)){
const err2 = {instancePath:instancePath+"/version",schemaPath:"#/$defs/kubernetesVersion/pattern",keyword:"pattern",params:{pattern: "^v(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?$"},message:"must match pattern \""+"^v(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?$"+"\""};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/version",schemaPath:"#/$defs/kubernetesVersion/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.replicas !== undefined){
let data1 = data.replicas;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err4 = {instancePath:instancePath+"/replicas",schemaPath:"#/properties/replicas/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 1 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/replicas",schemaPath:"#/properties/replicas/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data.hostSelector !== undefined){
if(!(validate24(data.hostSelector, {instancePath:instancePath+"/hostSelector",parentData:data,parentDataProperty:"hostSelector",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
}
if(data.kubeadmConfigSpec !== undefined){
if(!(validate26(data.kubeadmConfigSpec, {instancePath:instancePath+"/kubeadmConfigSpec",parentData:data,parentDataProperty:"kubeadmConfigSpec",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
if(data.rolloutStrategy !== undefined){
let data4 = data.rolloutStrategy;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.type !== undefined){
if(typeof data4.type !== "string"){
const err6 = {instancePath:instancePath+"/rolloutStrategy/type",schemaPath:"#/$defs/controlPlaneStrategy/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data4.rollingUpdate !== undefined){
let data6 = data4.rollingUpdate;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.maxSurge !== undefined){
let data7 = data6.maxSurge;
if((typeof data7 !== "string") && (!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7))))){
const err7 = {instancePath:instancePath+"/rolloutStrategy/rollingUpdate/maxSurge",schemaPath:"#/$defs/controlPlaneStrategy/properties/rollingUpdate/properties/maxSurge/type",keyword:"type",params:{type: schema47.properties.rollingUpdate.properties.maxSurge.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath:instancePath+"/rolloutStrategy/rollingUpdate",schemaPath:"#/$defs/controlPlaneStrategy/properties/rollingUpdate/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/rolloutStrategy",schemaPath:"#/$defs/controlPlaneStrategy/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.rollout !== undefined){
let data8 = data.rollout;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.strategy !== undefined){
let data9 = data8.strategy;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.type !== undefined){
if(typeof data9.type !== "string"){
const err10 = {instancePath:instancePath+"/rollout/strategy/type",schemaPath:"#/$defs/controlPlaneStrategy/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data9.rollingUpdate !== undefined){
let data11 = data9.rollingUpdate;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.maxSurge !== undefined){
let data12 = data11.maxSurge;
if((typeof data12 !== "string") && (!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12))))){
const err11 = {instancePath:instancePath+"/rollout/strategy/rollingUpdate/maxSurge",schemaPath:"#/$defs/controlPlaneStrategy/properties/rollingUpdate/properties/maxSurge/type",keyword:"type",params:{type: schema47.properties.rollingUpdate.properties.maxSurge.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/rollout/strategy/rollingUpdate",schemaPath:"#/$defs/controlPlaneStrategy/properties/rollingUpdate/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/rollout/strategy",schemaPath:"#/$defs/controlPlaneStrategy/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data8.after !== undefined){
if(typeof data8.after !== "string"){
const err14 = {instancePath:instancePath+"/rollout/after",schemaPath:"#/properties/rollout/properties/after/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data8.before !== undefined){
let data14 = data8.before;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(data14.certificatesExpiryDays !== undefined){
let data15 = data14.certificatesExpiryDays;
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
const err15 = {instancePath:instancePath+"/rollout/before/certificatesExpiryDays",schemaPath:"#/$defs/rolloutBefore/properties/certificatesExpiryDays/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/rollout/before",schemaPath:"#/$defs/rolloutBefore/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/rollout",schemaPath:"#/properties/rollout/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.rolloutBefore !== undefined){
let data16 = data.rolloutBefore;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.certificatesExpiryDays !== undefined){
let data17 = data16.certificatesExpiryDays;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
const err18 = {instancePath:instancePath+"/rolloutBefore/certificatesExpiryDays",schemaPath:"#/$defs/rolloutBefore/properties/certificatesExpiryDays/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/rolloutBefore",schemaPath:"#/$defs/rolloutBefore/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.rolloutAfter !== undefined){
if(typeof data.rolloutAfter !== "string"){
const err20 = {instancePath:instancePath+"/rolloutAfter",schemaPath:"#/properties/rolloutAfter/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.remediationStrategy !== undefined){
let data19 = data.remediationStrategy;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.maxRetry !== undefined){
let data20 = data19.maxRetry;
if(!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))){
const err21 = {instancePath:instancePath+"/remediationStrategy/maxRetry",schemaPath:"#/properties/remediationStrategy/properties/maxRetry/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 < 0 || isNaN(data20)){
const err22 = {instancePath:instancePath+"/remediationStrategy/maxRetry",schemaPath:"#/properties/remediationStrategy/properties/maxRetry/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
if(data19.retryPeriod !== undefined){
let data21 = data19.retryPeriod;
if(typeof data21 === "string"){
if(!pattern20.test(data21)){
const err23 = {instancePath:instancePath+"/remediationStrategy/retryPeriod",schemaPath:"#/$defs/goDuration/pattern",keyword:"pattern",params:{pattern: "^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"},message:"must match pattern \""+"^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"+"\""};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/remediationStrategy/retryPeriod",schemaPath:"#/$defs/goDuration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data19.minHealthyPeriod !== undefined){
let data22 = data19.minHealthyPeriod;
if(typeof data22 === "string"){
if(!pattern20.test(data22)){
const err25 = {instancePath:instancePath+"/remediationStrategy/minHealthyPeriod",schemaPath:"#/$defs/goDuration/pattern",keyword:"pattern",params:{pattern: "^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"},message:"must match pattern \""+"^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"+"\""};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/remediationStrategy/minHealthyPeriod",schemaPath:"#/$defs/goDuration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/remediationStrategy",schemaPath:"#/properties/remediationStrategy/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.remediation !== undefined){
let data23 = data.remediation;
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
if(data23.maxRetry !== undefined){
let data24 = data23.maxRetry;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err28 = {instancePath:instancePath+"/remediation/maxRetry",schemaPath:"#/properties/remediation/properties/maxRetry/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 0 || isNaN(data24)){
const err29 = {instancePath:instancePath+"/remediation/maxRetry",schemaPath:"#/properties/remediation/properties/maxRetry/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
if(data23.retryPeriodSeconds !== undefined){
let data25 = data23.retryPeriodSeconds;
if(!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))){
const err30 = {instancePath:instancePath+"/remediation/retryPeriodSeconds",schemaPath:"#/$defs/seconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 < 0 || isNaN(data25)){
const err31 = {instancePath:instancePath+"/remediation/retryPeriodSeconds",schemaPath:"#/$defs/seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
if(data23.minHealthyPeriodSeconds !== undefined){
let data26 = data23.minHealthyPeriodSeconds;
if(!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26)))){
const err32 = {instancePath:instancePath+"/remediation/minHealthyPeriodSeconds",schemaPath:"#/$defs/seconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if((typeof data26 == "number") && (isFinite(data26))){
if(data26 < 0 || isNaN(data26)){
const err33 = {instancePath:instancePath+"/remediation/minHealthyPeriodSeconds",schemaPath:"#/$defs/seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
}
else {
const err34 = {instancePath:instancePath+"/remediation",schemaPath:"#/properties/remediation/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.machineTemplate !== undefined){
let data27 = data.machineTemplate;
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
if(data27.nodeDrainTimeout !== undefined){
let data28 = data27.nodeDrainTimeout;
if(typeof data28 === "string"){
if(!pattern20.test(data28)){
const err35 = {instancePath:instancePath+"/machineTemplate/nodeDrainTimeout",schemaPath:"#/$defs/goDuration/pattern",keyword:"pattern",params:{pattern: "^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"},message:"must match pattern \""+"^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"+"\""};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/machineTemplate/nodeDrainTimeout",schemaPath:"#/$defs/goDuration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data27.nodeVolumeDetachTimeout !== undefined){
let data29 = data27.nodeVolumeDetachTimeout;
if(typeof data29 === "string"){
if(!pattern20.test(data29)){
const err37 = {instancePath:instancePath+"/machineTemplate/nodeVolumeDetachTimeout",schemaPath:"#/$defs/goDuration/pattern",keyword:"pattern",params:{pattern: "^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"},message:"must match pattern \""+"^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"+"\""};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
else {
const err38 = {instancePath:instancePath+"/machineTemplate/nodeVolumeDetachTimeout",schemaPath:"#/$defs/goDuration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data27.nodeDeletionTimeout !== undefined){
let data30 = data27.nodeDeletionTimeout;
if(typeof data30 === "string"){
if(!pattern20.test(data30)){
const err39 = {instancePath:instancePath+"/machineTemplate/nodeDeletionTimeout",schemaPath:"#/$defs/goDuration/pattern",keyword:"pattern",params:{pattern: "^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"},message:"must match pattern \""+"^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"+"\""};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
else {
const err40 = {instancePath:instancePath+"/machineTemplate/nodeDeletionTimeout",schemaPath:"#/$defs/goDuration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data27.spec !== undefined){
let data31 = data27.spec;
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
if(data31.taints !== undefined){
let data32 = data31.taints;
if(Array.isArray(data32)){
const len0 = data32.length;
for(let i0=0; i0<len0; i0++){
let data33 = data32[i0];
if(data33 && typeof data33 == "object" && !Array.isArray(data33)){
if(data33.key === undefined){
const err41 = {instancePath:instancePath+"/machineTemplate/spec/taints/" + i0,schemaPath:"#/$defs/taint/required",keyword:"required",params:{missingProperty: "key"},message:"must have required property '"+"key"+"'"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(data33.effect === undefined){
const err42 = {instancePath:instancePath+"/machineTemplate/spec/taints/" + i0,schemaPath:"#/$defs/taint/required",keyword:"required",params:{missingProperty: "effect"},message:"must have required property '"+"effect"+"'"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
for(const key1 in data33){
if(!(((key1 === "key") || (key1 === "value")) || (key1 === "effect"))){
const err43 = {instancePath:instancePath+"/machineTemplate/spec/taints/" + i0,schemaPath:"#/$defs/taint/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data33.key !== undefined){
let data34 = data33.key;
if(typeof data34 === "string"){
if(data34.length < 1){
const err44 = {instancePath:instancePath+"/machineTemplate/spec/taints/" + i0+"/key",schemaPath:"#/$defs/taint/properties/key/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
else {
const err45 = {instancePath:instancePath+"/machineTemplate/spec/taints/" + i0+"/key",schemaPath:"#/$defs/taint/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data33.value !== undefined){
if(typeof data33.value !== "string"){
const err46 = {instancePath:instancePath+"/machineTemplate/spec/taints/" + i0+"/value",schemaPath:"#/$defs/taint/properties/value/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data33.effect !== undefined){
let data36 = data33.effect;
if(!(((data36 === "NoSchedule") || (data36 === "PreferNoSchedule")) || (data36 === "NoExecute"))){
const err47 = {instancePath:instancePath+"/machineTemplate/spec/taints/" + i0+"/effect",schemaPath:"#/$defs/taint/properties/effect/enum",keyword:"enum",params:{allowedValues: schema58.properties.effect.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
else {
const err48 = {instancePath:instancePath+"/machineTemplate/spec/taints/" + i0,schemaPath:"#/$defs/taint/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath:instancePath+"/machineTemplate/spec/taints",schemaPath:"#/properties/machineTemplate/properties/spec/properties/taints/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data31.deletion !== undefined){
let data37 = data31.deletion;
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
if(data37.nodeDrainTimeoutSeconds !== undefined){
let data38 = data37.nodeDrainTimeoutSeconds;
if(!(((typeof data38 == "number") && (!(data38 % 1) && !isNaN(data38))) && (isFinite(data38)))){
const err50 = {instancePath:instancePath+"/machineTemplate/spec/deletion/nodeDrainTimeoutSeconds",schemaPath:"#/$defs/seconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if((typeof data38 == "number") && (isFinite(data38))){
if(data38 < 0 || isNaN(data38)){
const err51 = {instancePath:instancePath+"/machineTemplate/spec/deletion/nodeDrainTimeoutSeconds",schemaPath:"#/$defs/seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
}
if(data37.nodeVolumeDetachTimeoutSeconds !== undefined){
let data39 = data37.nodeVolumeDetachTimeoutSeconds;
if(!(((typeof data39 == "number") && (!(data39 % 1) && !isNaN(data39))) && (isFinite(data39)))){
const err52 = {instancePath:instancePath+"/machineTemplate/spec/deletion/nodeVolumeDetachTimeoutSeconds",schemaPath:"#/$defs/seconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if((typeof data39 == "number") && (isFinite(data39))){
if(data39 < 0 || isNaN(data39)){
const err53 = {instancePath:instancePath+"/machineTemplate/spec/deletion/nodeVolumeDetachTimeoutSeconds",schemaPath:"#/$defs/seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
}
if(data37.nodeDeletionTimeoutSeconds !== undefined){
let data40 = data37.nodeDeletionTimeoutSeconds;
if(!(((typeof data40 == "number") && (!(data40 % 1) && !isNaN(data40))) && (isFinite(data40)))){
const err54 = {instancePath:instancePath+"/machineTemplate/spec/deletion/nodeDeletionTimeoutSeconds",schemaPath:"#/$defs/seconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if((typeof data40 == "number") && (isFinite(data40))){
if(data40 < 0 || isNaN(data40)){
const err55 = {instancePath:instancePath+"/machineTemplate/spec/deletion/nodeDeletionTimeoutSeconds",schemaPath:"#/$defs/seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
}
}
else {
const err56 = {instancePath:instancePath+"/machineTemplate/spec/deletion",schemaPath:"#/properties/machineTemplate/properties/spec/properties/deletion/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
}
else {
const err57 = {instancePath:instancePath+"/machineTemplate/spec",schemaPath:"#/properties/machineTemplate/properties/spec/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
else {
const err58 = {instancePath:instancePath+"/machineTemplate",schemaPath:"#/properties/machineTemplate/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data.machineNamingStrategy !== undefined){
let data41 = data.machineNamingStrategy;
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
}
else {
const err59 = {instancePath:instancePath+"/machineNamingStrategy",schemaPath:"#/properties/machineNamingStrategy/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data.machineNaming !== undefined){
let data42 = data.machineNaming;
if(data42 && typeof data42 == "object" && !Array.isArray(data42)){
}
else {
const err60 = {instancePath:instancePath+"/machineNaming",schemaPath:"#/properties/machineNaming/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data.infrastructureTemplate !== undefined){
let data43 = data.infrastructureTemplate;
if(data43 && typeof data43 == "object" && !Array.isArray(data43)){
}
else {
const err61 = {instancePath:instancePath+"/infrastructureTemplate",schemaPath:"#/properties/infrastructureTemplate/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
else {
const err62 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
validate23.errors = vErrors;
return errors === 0;
}
validate23.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema62 = {"type":"object","required":["name"],"additionalProperties":false,"properties":{"name":{"$ref":"#/$defs/dnsLabel"},"replicas":{"type":"integer","minimum":0},"hostSelector":{"$ref":"#/$defs/hostSelector"},"version":{"$ref":"#/$defs/kubernetesVersion"},"kubeadmConfigSpec":{"$ref":"#/$defs/kubeadmConfigSpec"},"labels":{"$ref":"#/$defs/labels"},"taints":{"type":"array","items":{"$ref":"#/$defs/taint"}},"strategy":{"type":"object","additionalProperties":true,"properties":{"type":{"$ref":"#/$defs/workerStrategyType"},"rollingUpdate":{"$ref":"#/$defs/rollingUpdate"},"remediation":{"type":"object","additionalProperties":true,"properties":{"maxInFlight":{"$ref":"#/$defs/machineCount"}}}}},"rollout":{"type":"object","additionalProperties":true,"properties":{"strategy":{"type":"object","additionalProperties":true,"properties":{"type":{"$ref":"#/$defs/workerStrategyType"},"rollingUpdate":{"$ref":"#/$defs/rollingUpdate"}}},"after":{"type":"string"}}},"nodeDrainTimeout":{"$ref":"#/$defs/goDuration"},"nodeVolumeDetachTimeout":{"$ref":"#/$defs/goDuration"},"nodeDeletionTimeout":{"$ref":"#/$defs/goDuration"},"minReadySeconds":{"type":"integer","minimum":0},"deletePolicy":{"enum":["Random","Newest","Oldest"]},"revisionHistoryLimit":{"type":"integer","minimum":0},"template":{"type":"object","additionalProperties":false,"properties":{"metadata":{"type":"object","additionalProperties":false,"properties":{"labels":{"$ref":"#/$defs/labels"}}}}}}};
const schema67 = {"type":"string"};
const schema68 = {"type":"object","additionalProperties":true,"properties":{"maxUnavailable":{"type":["string","integer"],"pattern":"^(\\d|[1-9]\\d|100)%$","minimum":0},"maxSurge":{"type":["string","integer"],"pattern":"^(\\d|[1-9]\\d|100)%$","minimum":0},"deletePolicy":{"enum":["Random","Newest","Oldest"]}}};
const schema69 = {"type":["string","integer"],"pattern":"^(\\d|[1-9]\\d|100)%$","minimum":0};
const pattern27 = new RegExp("^(\\d|[1-9]\\d|100)%$", "u");

function validate29(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate29.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema62.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
const err2 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/dnsLabel/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"+"\""};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/dnsLabel/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.replicas !== undefined){
let data1 = data.replicas;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err4 = {instancePath:instancePath+"/replicas",schemaPath:"#/properties/replicas/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/replicas",schemaPath:"#/properties/replicas/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data.hostSelector !== undefined){
if(!(validate24(data.hostSelector, {instancePath:instancePath+"/hostSelector",parentData:data,parentDataProperty:"hostSelector",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
}
if(data.version !== undefined){
let data3 = data.version;
if(typeof data3 === "string"){
if(!pattern5.test(data3)){
const err6 = {instancePath:instancePath+"/version",schemaPath:"#/$defs/kubernetesVersion/pattern",keyword:"pattern",params:{pattern: "^v(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?$"},message:"must match pattern \""+"^v(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?$"+"\""};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/version",schemaPath:"#/$defs/kubernetesVersion/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.kubeadmConfigSpec !== undefined){
if(!(validate26(data.kubeadmConfigSpec, {instancePath:instancePath+"/kubeadmConfigSpec",parentData:data,parentDataProperty:"kubeadmConfigSpec",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
if(data.labels !== undefined){
let data5 = data.labels;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key1 in data5){
if(typeof data5[key1] !== "string"){
const err8 = {instancePath:instancePath+"/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/labels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/labels",schemaPath:"#/$defs/labels/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.taints !== undefined){
let data7 = data.taints;
if(Array.isArray(data7)){
const len0 = data7.length;
for(let i0=0; i0<len0; i0++){
let data8 = data7[i0];
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.key === undefined){
const err10 = {instancePath:instancePath+"/taints/" + i0,schemaPath:"#/$defs/taint/required",keyword:"required",params:{missingProperty: "key"},message:"must have required property '"+"key"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data8.effect === undefined){
const err11 = {instancePath:instancePath+"/taints/" + i0,schemaPath:"#/$defs/taint/required",keyword:"required",params:{missingProperty: "effect"},message:"must have required property '"+"effect"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
for(const key2 in data8){
if(!(((key2 === "key") || (key2 === "value")) || (key2 === "effect"))){
const err12 = {instancePath:instancePath+"/taints/" + i0,schemaPath:"#/$defs/taint/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data8.key !== undefined){
let data9 = data8.key;
if(typeof data9 === "string"){
if(data9.length < 1){
const err13 = {instancePath:instancePath+"/taints/" + i0+"/key",schemaPath:"#/$defs/taint/properties/key/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/taints/" + i0+"/key",schemaPath:"#/$defs/taint/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data8.value !== undefined){
if(typeof data8.value !== "string"){
const err15 = {instancePath:instancePath+"/taints/" + i0+"/value",schemaPath:"#/$defs/taint/properties/value/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data8.effect !== undefined){
let data11 = data8.effect;
if(!(((data11 === "NoSchedule") || (data11 === "PreferNoSchedule")) || (data11 === "NoExecute"))){
const err16 = {instancePath:instancePath+"/taints/" + i0+"/effect",schemaPath:"#/$defs/taint/properties/effect/enum",keyword:"enum",params:{allowedValues: schema58.properties.effect.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/taints/" + i0,schemaPath:"#/$defs/taint/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath:instancePath+"/taints",schemaPath:"#/properties/taints/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.strategy !== undefined){
let data12 = data.strategy;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.type !== undefined){
if(typeof data12.type !== "string"){
const err19 = {instancePath:instancePath+"/strategy/type",schemaPath:"#/$defs/workerStrategyType/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data12.rollingUpdate !== undefined){
let data14 = data12.rollingUpdate;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(data14.maxUnavailable !== undefined){
let data15 = data14.maxUnavailable;
if((typeof data15 !== "string") && (!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15))))){
const err20 = {instancePath:instancePath+"/strategy/rollingUpdate/maxUnavailable",schemaPath:"#/$defs/rollingUpdate/properties/maxUnavailable/type",keyword:"type",params:{type: schema68.properties.maxUnavailable.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 < 0 || isNaN(data15)){
const err21 = {instancePath:instancePath+"/strategy/rollingUpdate/maxUnavailable",schemaPath:"#/$defs/rollingUpdate/properties/maxUnavailable/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(typeof data15 === "string"){
if(!pattern27.test(data15)){
const err22 = {instancePath:instancePath+"/strategy/rollingUpdate/maxUnavailable",schemaPath:"#/$defs/rollingUpdate/properties/maxUnavailable/pattern",keyword:"pattern",params:{pattern: "^(\\d|[1-9]\\d|100)%$"},message:"must match pattern \""+"^(\\d|[1-9]\\d|100)%$"+"\""};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
if(data14.maxSurge !== undefined){
let data16 = data14.maxSurge;
if((typeof data16 !== "string") && (!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16))))){
const err23 = {instancePath:instancePath+"/strategy/rollingUpdate/maxSurge",schemaPath:"#/$defs/rollingUpdate/properties/maxSurge/type",keyword:"type",params:{type: schema68.properties.maxSurge.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 0 || isNaN(data16)){
const err24 = {instancePath:instancePath+"/strategy/rollingUpdate/maxSurge",schemaPath:"#/$defs/rollingUpdate/properties/maxSurge/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(typeof data16 === "string"){
if(!pattern27.test(data16)){
const err25 = {instancePath:instancePath+"/strategy/rollingUpdate/maxSurge",schemaPath:"#/$defs/rollingUpdate/properties/maxSurge/pattern",keyword:"pattern",params:{pattern: "^(\\d|[1-9]\\d|100)%$"},message:"must match pattern \""+"^(\\d|[1-9]\\d|100)%$"+"\""};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
if(data14.deletePolicy !== undefined){
let data17 = data14.deletePolicy;
if(!(((data17 === "Random") || (data17 === "Newest")) || (data17 === "Oldest"))){
const err26 = {instancePath:instancePath+"/strategy/rollingUpdate/deletePolicy",schemaPath:"#/$defs/rollingUpdate/properties/deletePolicy/enum",keyword:"enum",params:{allowedValues: schema68.properties.deletePolicy.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/strategy/rollingUpdate",schemaPath:"#/$defs/rollingUpdate/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data12.remediation !== undefined){
let data18 = data12.remediation;
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
if(data18.maxInFlight !== undefined){
let data19 = data18.maxInFlight;
if((typeof data19 !== "string") && (!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19))))){
const err28 = {instancePath:instancePath+"/strategy/remediation/maxInFlight",schemaPath:"#/$defs/machineCount/type",keyword:"type",params:{type: schema69.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 < 0 || isNaN(data19)){
const err29 = {instancePath:instancePath+"/strategy/remediation/maxInFlight",schemaPath:"#/$defs/machineCount/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(typeof data19 === "string"){
if(!pattern27.test(data19)){
const err30 = {instancePath:instancePath+"/strategy/remediation/maxInFlight",schemaPath:"#/$defs/machineCount/pattern",keyword:"pattern",params:{pattern: "^(\\d|[1-9]\\d|100)%$"},message:"must match pattern \""+"^(\\d|[1-9]\\d|100)%$"+"\""};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
}
else {
const err31 = {instancePath:instancePath+"/strategy/remediation",schemaPath:"#/properties/strategy/properties/remediation/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
else {
const err32 = {instancePath:instancePath+"/strategy",schemaPath:"#/properties/strategy/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.rollout !== undefined){
let data20 = data.rollout;
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
if(data20.strategy !== undefined){
let data21 = data20.strategy;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
if(data21.type !== undefined){
if(typeof data21.type !== "string"){
const err33 = {instancePath:instancePath+"/rollout/strategy/type",schemaPath:"#/$defs/workerStrategyType/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data21.rollingUpdate !== undefined){
let data23 = data21.rollingUpdate;
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
if(data23.maxUnavailable !== undefined){
let data24 = data23.maxUnavailable;
if((typeof data24 !== "string") && (!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24))))){
const err34 = {instancePath:instancePath+"/rollout/strategy/rollingUpdate/maxUnavailable",schemaPath:"#/$defs/rollingUpdate/properties/maxUnavailable/type",keyword:"type",params:{type: schema68.properties.maxUnavailable.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 0 || isNaN(data24)){
const err35 = {instancePath:instancePath+"/rollout/strategy/rollingUpdate/maxUnavailable",schemaPath:"#/$defs/rollingUpdate/properties/maxUnavailable/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(typeof data24 === "string"){
if(!pattern27.test(data24)){
const err36 = {instancePath:instancePath+"/rollout/strategy/rollingUpdate/maxUnavailable",schemaPath:"#/$defs/rollingUpdate/properties/maxUnavailable/pattern",keyword:"pattern",params:{pattern: "^(\\d|[1-9]\\d|100)%$"},message:"must match pattern \""+"^(\\d|[1-9]\\d|100)%$"+"\""};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
if(data23.maxSurge !== undefined){
let data25 = data23.maxSurge;
if((typeof data25 !== "string") && (!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25))))){
const err37 = {instancePath:instancePath+"/rollout/strategy/rollingUpdate/maxSurge",schemaPath:"#/$defs/rollingUpdate/properties/maxSurge/type",keyword:"type",params:{type: schema68.properties.maxSurge.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 < 0 || isNaN(data25)){
const err38 = {instancePath:instancePath+"/rollout/strategy/rollingUpdate/maxSurge",schemaPath:"#/$defs/rollingUpdate/properties/maxSurge/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(typeof data25 === "string"){
if(!pattern27.test(data25)){
const err39 = {instancePath:instancePath+"/rollout/strategy/rollingUpdate/maxSurge",schemaPath:"#/$defs/rollingUpdate/properties/maxSurge/pattern",keyword:"pattern",params:{pattern: "^(\\d|[1-9]\\d|100)%$"},message:"must match pattern \""+"^(\\d|[1-9]\\d|100)%$"+"\""};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
if(data23.deletePolicy !== undefined){
let data26 = data23.deletePolicy;
if(!(((data26 === "Random") || (data26 === "Newest")) || (data26 === "Oldest"))){
const err40 = {instancePath:instancePath+"/rollout/strategy/rollingUpdate/deletePolicy",schemaPath:"#/$defs/rollingUpdate/properties/deletePolicy/enum",keyword:"enum",params:{allowedValues: schema68.properties.deletePolicy.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
else {
const err41 = {instancePath:instancePath+"/rollout/strategy/rollingUpdate",schemaPath:"#/$defs/rollingUpdate/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath:instancePath+"/rollout/strategy",schemaPath:"#/properties/rollout/properties/strategy/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data20.after !== undefined){
if(typeof data20.after !== "string"){
const err43 = {instancePath:instancePath+"/rollout/after",schemaPath:"#/properties/rollout/properties/after/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
else {
const err44 = {instancePath:instancePath+"/rollout",schemaPath:"#/properties/rollout/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data.nodeDrainTimeout !== undefined){
let data28 = data.nodeDrainTimeout;
if(typeof data28 === "string"){
if(!pattern20.test(data28)){
const err45 = {instancePath:instancePath+"/nodeDrainTimeout",schemaPath:"#/$defs/goDuration/pattern",keyword:"pattern",params:{pattern: "^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"},message:"must match pattern \""+"^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"+"\""};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
else {
const err46 = {instancePath:instancePath+"/nodeDrainTimeout",schemaPath:"#/$defs/goDuration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data.nodeVolumeDetachTimeout !== undefined){
let data29 = data.nodeVolumeDetachTimeout;
if(typeof data29 === "string"){
if(!pattern20.test(data29)){
const err47 = {instancePath:instancePath+"/nodeVolumeDetachTimeout",schemaPath:"#/$defs/goDuration/pattern",keyword:"pattern",params:{pattern: "^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"},message:"must match pattern \""+"^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"+"\""};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
else {
const err48 = {instancePath:instancePath+"/nodeVolumeDetachTimeout",schemaPath:"#/$defs/goDuration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data.nodeDeletionTimeout !== undefined){
let data30 = data.nodeDeletionTimeout;
if(typeof data30 === "string"){
if(!pattern20.test(data30)){
const err49 = {instancePath:instancePath+"/nodeDeletionTimeout",schemaPath:"#/$defs/goDuration/pattern",keyword:"pattern",params:{pattern: "^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"},message:"must match pattern \""+"^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"+"\""};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
else {
const err50 = {instancePath:instancePath+"/nodeDeletionTimeout",schemaPath:"#/$defs/goDuration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data.minReadySeconds !== undefined){
let data31 = data.minReadySeconds;
if(!(((typeof data31 == "number") && (!(data31 % 1) && !isNaN(data31))) && (isFinite(data31)))){
const err51 = {instancePath:instancePath+"/minReadySeconds",schemaPath:"#/properties/minReadySeconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if((typeof data31 == "number") && (isFinite(data31))){
if(data31 < 0 || isNaN(data31)){
const err52 = {instancePath:instancePath+"/minReadySeconds",schemaPath:"#/properties/minReadySeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
if(data.deletePolicy !== undefined){
let data32 = data.deletePolicy;
if(!(((data32 === "Random") || (data32 === "Newest")) || (data32 === "Oldest"))){
const err53 = {instancePath:instancePath+"/deletePolicy",schemaPath:"#/properties/deletePolicy/enum",keyword:"enum",params:{allowedValues: schema62.properties.deletePolicy.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data.revisionHistoryLimit !== undefined){
let data33 = data.revisionHistoryLimit;
if(!(((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33))) && (isFinite(data33)))){
const err54 = {instancePath:instancePath+"/revisionHistoryLimit",schemaPath:"#/properties/revisionHistoryLimit/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if((typeof data33 == "number") && (isFinite(data33))){
if(data33 < 0 || isNaN(data33)){
const err55 = {instancePath:instancePath+"/revisionHistoryLimit",schemaPath:"#/properties/revisionHistoryLimit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
}
if(data.template !== undefined){
let data34 = data.template;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
for(const key3 in data34){
if(!(key3 === "metadata")){
const err56 = {instancePath:instancePath+"/template",schemaPath:"#/properties/template/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data34.metadata !== undefined){
let data35 = data34.metadata;
if(data35 && typeof data35 == "object" && !Array.isArray(data35)){
for(const key4 in data35){
if(!(key4 === "labels")){
const err57 = {instancePath:instancePath+"/template/metadata",schemaPath:"#/properties/template/properties/metadata/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data35.labels !== undefined){
let data36 = data35.labels;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
for(const key5 in data36){
if(typeof data36[key5] !== "string"){
const err58 = {instancePath:instancePath+"/template/metadata/labels/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/labels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
}
else {
const err59 = {instancePath:instancePath+"/template/metadata/labels",schemaPath:"#/$defs/labels/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
}
else {
const err60 = {instancePath:instancePath+"/template/metadata",schemaPath:"#/properties/template/properties/metadata/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
else {
const err61 = {instancePath:instancePath+"/template",schemaPath:"#/properties/template/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
else {
const err62 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
validate29.errors = vErrors;
return errors === 0;
}
validate29.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema76 = {"type":"object","required":["name","selector"],"additionalProperties":false,"properties":{"name":{"$ref":"#/$defs/nodeName"},"selector":{"type":"object","additionalProperties":false,"properties":{"matchLabels":{"$ref":"#/$defs/labels"},"matchExpressions":{"type":"array","items":{"type":"object","required":["key","operator"],"additionalProperties":false,"properties":{"key":{"type":"string","minLength":1},"operator":{"enum":["In","NotIn","Exists","DoesNotExist"]},"values":{"type":"array","items":{"type":"string"}}}}}}},"unhealthyConditions":{"type":"array","items":{"$ref":"#/$defs/unhealthyCondition"}},"unhealthyNodeConditions":{"type":"array","items":{"$ref":"#/$defs/unhealthyCondition"}},"unhealthyMachineConditions":{"type":"array","items":{"$ref":"#/$defs/unhealthyCondition"}},"nodeStartupTimeout":{"$ref":"#/$defs/goDuration"},"maxUnhealthy":{"$ref":"#/$defs/machineCount"},"unhealthyRange":{"$ref":"#/$defs/machineRange"},"checks":{"type":"object","additionalProperties":false,"properties":{"nodeStartupTimeoutSeconds":{"$ref":"#/$defs/seconds"},"unhealthyNodeConditions":{"type":"array","items":{"$ref":"#/$defs/unhealthyCondition"}},"unhealthyMachineConditions":{"type":"array","items":{"$ref":"#/$defs/unhealthyCondition"}}}},"remediation":{"type":"object","additionalProperties":false,"properties":{"triggerIf":{"type":"object","additionalProperties":false,"properties":{"unhealthyLessThanOrEqualTo":{"$ref":"#/$defs/machineCount"},"unhealthyInRange":{"$ref":"#/$defs/machineRange"}}}}}}};
const schema77 = {"type":"string","pattern":"^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"};
const schema84 = {"type":"string","pattern":"^\\[\\d+-\\d+\\]$"};
const pattern35 = new RegExp("^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", "u");
const pattern39 = new RegExp("^\\[\\d+-\\d+\\]$", "u");
const schema79 = {"type":"object","required":["type","status"],"additionalProperties":false,"properties":{"type":{"type":"string","minLength":1},"status":{"enum":["True","False","Unknown"]},"timeout":{"$ref":"#/$defs/goDuration"},"timeoutSeconds":{"$ref":"#/$defs/seconds"}}};

function validate34(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate34.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.status === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "status"},message:"must have required property '"+"status"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "type") || (key0 === "status")) || (key0 === "timeout")) || (key0 === "timeoutSeconds"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 === "string"){
if(data0.length < 1){
const err3 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.status !== undefined){
let data1 = data.status;
if(!(((data1 === "True") || (data1 === "False")) || (data1 === "Unknown"))){
const err5 = {instancePath:instancePath+"/status",schemaPath:"#/properties/status/enum",keyword:"enum",params:{allowedValues: schema79.properties.status.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.timeout !== undefined){
let data2 = data.timeout;
if(typeof data2 === "string"){
if(!pattern20.test(data2)){
const err6 = {instancePath:instancePath+"/timeout",schemaPath:"#/$defs/goDuration/pattern",keyword:"pattern",params:{pattern: "^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"},message:"must match pattern \""+"^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"+"\""};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/timeout",schemaPath:"#/$defs/goDuration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.timeoutSeconds !== undefined){
let data3 = data.timeoutSeconds;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err8 = {instancePath:instancePath+"/timeoutSeconds",schemaPath:"#/$defs/seconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
const err9 = {instancePath:instancePath+"/timeoutSeconds",schemaPath:"#/$defs/seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
}
else {
const err10 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
validate34.errors = vErrors;
return errors === 0;
}
validate34.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate33(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate33.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.selector === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "selector"},message:"must have required property '"+"selector"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema76.properties, key0))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!pattern35.test(data0)){
const err3 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/nodeName/pattern",keyword:"pattern",params:{pattern: "^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},message:"must match pattern \""+"^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"+"\""};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/nodeName/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.selector !== undefined){
let data1 = data.selector;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key1 in data1){
if(!((key1 === "matchLabels") || (key1 === "matchExpressions"))){
const err5 = {instancePath:instancePath+"/selector",schemaPath:"#/properties/selector/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data1.matchLabels !== undefined){
let data2 = data1.matchLabels;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key2 in data2){
if(typeof data2[key2] !== "string"){
const err6 = {instancePath:instancePath+"/selector/matchLabels/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/labels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath:instancePath+"/selector/matchLabels",schemaPath:"#/$defs/labels/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data1.matchExpressions !== undefined){
let data4 = data1.matchExpressions;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.key === undefined){
const err8 = {instancePath:instancePath+"/selector/matchExpressions/" + i0,schemaPath:"#/properties/selector/properties/matchExpressions/items/required",keyword:"required",params:{missingProperty: "key"},message:"must have required property '"+"key"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data5.operator === undefined){
const err9 = {instancePath:instancePath+"/selector/matchExpressions/" + i0,schemaPath:"#/properties/selector/properties/matchExpressions/items/required",keyword:"required",params:{missingProperty: "operator"},message:"must have required property '"+"operator"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
for(const key3 in data5){
if(!(((key3 === "key") || (key3 === "operator")) || (key3 === "values"))){
const err10 = {instancePath:instancePath+"/selector/matchExpressions/" + i0,schemaPath:"#/properties/selector/properties/matchExpressions/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data5.key !== undefined){
let data6 = data5.key;
if(typeof data6 === "string"){
if(data6.length < 1){
const err11 = {instancePath:instancePath+"/selector/matchExpressions/" + i0+"/key",schemaPath:"#/properties/selector/properties/matchExpressions/items/properties/key/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/selector/matchExpressions/" + i0+"/key",schemaPath:"#/properties/selector/properties/matchExpressions/items/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data5.operator !== undefined){
let data7 = data5.operator;
if(!((((data7 === "In") || (data7 === "NotIn")) || (data7 === "Exists")) || (data7 === "DoesNotExist"))){
const err13 = {instancePath:instancePath+"/selector/matchExpressions/" + i0+"/operator",schemaPath:"#/properties/selector/properties/matchExpressions/items/properties/operator/enum",keyword:"enum",params:{allowedValues: schema76.properties.selector.properties.matchExpressions.items.properties.operator.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data5.values !== undefined){
let data8 = data5.values;
if(Array.isArray(data8)){
const len1 = data8.length;
for(let i1=0; i1<len1; i1++){
if(typeof data8[i1] !== "string"){
const err14 = {instancePath:instancePath+"/selector/matchExpressions/" + i0+"/values/" + i1,schemaPath:"#/properties/selector/properties/matchExpressions/items/properties/values/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/selector/matchExpressions/" + i0+"/values",schemaPath:"#/properties/selector/properties/matchExpressions/items/properties/values/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/selector/matchExpressions/" + i0,schemaPath:"#/properties/selector/properties/matchExpressions/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/selector/matchExpressions",schemaPath:"#/properties/selector/properties/matchExpressions/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath:instancePath+"/selector",schemaPath:"#/properties/selector/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.unhealthyConditions !== undefined){
let data10 = data.unhealthyConditions;
if(Array.isArray(data10)){
const len2 = data10.length;
for(let i2=0; i2<len2; i2++){
if(!(validate34(data10[i2], {instancePath:instancePath+"/unhealthyConditions/" + i2,parentData:data10,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
}
else {
const err19 = {instancePath:instancePath+"/unhealthyConditions",schemaPath:"#/properties/unhealthyConditions/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.unhealthyNodeConditions !== undefined){
let data12 = data.unhealthyNodeConditions;
if(Array.isArray(data12)){
const len3 = data12.length;
for(let i3=0; i3<len3; i3++){
if(!(validate34(data12[i3], {instancePath:instancePath+"/unhealthyNodeConditions/" + i3,parentData:data12,parentDataProperty:i3,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
}
else {
const err20 = {instancePath:instancePath+"/unhealthyNodeConditions",schemaPath:"#/properties/unhealthyNodeConditions/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.unhealthyMachineConditions !== undefined){
let data14 = data.unhealthyMachineConditions;
if(Array.isArray(data14)){
const len4 = data14.length;
for(let i4=0; i4<len4; i4++){
if(!(validate34(data14[i4], {instancePath:instancePath+"/unhealthyMachineConditions/" + i4,parentData:data14,parentDataProperty:i4,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
}
else {
const err21 = {instancePath:instancePath+"/unhealthyMachineConditions",schemaPath:"#/properties/unhealthyMachineConditions/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.nodeStartupTimeout !== undefined){
let data16 = data.nodeStartupTimeout;
if(typeof data16 === "string"){
if(!pattern20.test(data16)){
const err22 = {instancePath:instancePath+"/nodeStartupTimeout",schemaPath:"#/$defs/goDuration/pattern",keyword:"pattern",params:{pattern: "^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"},message:"must match pattern \""+"^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"+"\""};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/nodeStartupTimeout",schemaPath:"#/$defs/goDuration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.maxUnhealthy !== undefined){
let data17 = data.maxUnhealthy;
if((typeof data17 !== "string") && (!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17))))){
const err24 = {instancePath:instancePath+"/maxUnhealthy",schemaPath:"#/$defs/machineCount/type",keyword:"type",params:{type: schema69.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 0 || isNaN(data17)){
const err25 = {instancePath:instancePath+"/maxUnhealthy",schemaPath:"#/$defs/machineCount/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(typeof data17 === "string"){
if(!pattern27.test(data17)){
const err26 = {instancePath:instancePath+"/maxUnhealthy",schemaPath:"#/$defs/machineCount/pattern",keyword:"pattern",params:{pattern: "^(\\d|[1-9]\\d|100)%$"},message:"must match pattern \""+"^(\\d|[1-9]\\d|100)%$"+"\""};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
if(data.unhealthyRange !== undefined){
let data18 = data.unhealthyRange;
if(typeof data18 === "string"){
if(!pattern39.test(data18)){
const err27 = {instancePath:instancePath+"/unhealthyRange",schemaPath:"#/$defs/machineRange/pattern",keyword:"pattern",params:{pattern: "^\\[\\d+-\\d+\\]$"},message:"must match pattern \""+"^\\[\\d+-\\d+\\]$"+"\""};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/unhealthyRange",schemaPath:"#/$defs/machineRange/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.checks !== undefined){
let data19 = data.checks;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
for(const key4 in data19){
if(!(((key4 === "nodeStartupTimeoutSeconds") || (key4 === "unhealthyNodeConditions")) || (key4 === "unhealthyMachineConditions"))){
const err29 = {instancePath:instancePath+"/checks",schemaPath:"#/properties/checks/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data19.nodeStartupTimeoutSeconds !== undefined){
let data20 = data19.nodeStartupTimeoutSeconds;
if(!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))){
const err30 = {instancePath:instancePath+"/checks/nodeStartupTimeoutSeconds",schemaPath:"#/$defs/seconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 < 0 || isNaN(data20)){
const err31 = {instancePath:instancePath+"/checks/nodeStartupTimeoutSeconds",schemaPath:"#/$defs/seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
if(data19.unhealthyNodeConditions !== undefined){
let data21 = data19.unhealthyNodeConditions;
if(Array.isArray(data21)){
const len5 = data21.length;
for(let i5=0; i5<len5; i5++){
if(!(validate34(data21[i5], {instancePath:instancePath+"/checks/unhealthyNodeConditions/" + i5,parentData:data21,parentDataProperty:i5,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
}
else {
const err32 = {instancePath:instancePath+"/checks/unhealthyNodeConditions",schemaPath:"#/properties/checks/properties/unhealthyNodeConditions/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data19.unhealthyMachineConditions !== undefined){
let data23 = data19.unhealthyMachineConditions;
if(Array.isArray(data23)){
const len6 = data23.length;
for(let i6=0; i6<len6; i6++){
if(!(validate34(data23[i6], {instancePath:instancePath+"/checks/unhealthyMachineConditions/" + i6,parentData:data23,parentDataProperty:i6,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
}
else {
const err33 = {instancePath:instancePath+"/checks/unhealthyMachineConditions",schemaPath:"#/properties/checks/properties/unhealthyMachineConditions/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/checks",schemaPath:"#/properties/checks/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.remediation !== undefined){
let data25 = data.remediation;
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
for(const key5 in data25){
if(!(key5 === "triggerIf")){
const err35 = {instancePath:instancePath+"/remediation",schemaPath:"#/properties/remediation/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data25.triggerIf !== undefined){
let data26 = data25.triggerIf;
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
for(const key6 in data26){
if(!((key6 === "unhealthyLessThanOrEqualTo") || (key6 === "unhealthyInRange"))){
const err36 = {instancePath:instancePath+"/remediation/triggerIf",schemaPath:"#/properties/remediation/properties/triggerIf/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data26.unhealthyLessThanOrEqualTo !== undefined){
let data27 = data26.unhealthyLessThanOrEqualTo;
if((typeof data27 !== "string") && (!(((typeof data27 == "number") && (!(data27 % 1) && !isNaN(data27))) && (isFinite(data27))))){
const err37 = {instancePath:instancePath+"/remediation/triggerIf/unhealthyLessThanOrEqualTo",schemaPath:"#/$defs/machineCount/type",keyword:"type",params:{type: schema69.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if((typeof data27 == "number") && (isFinite(data27))){
if(data27 < 0 || isNaN(data27)){
const err38 = {instancePath:instancePath+"/remediation/triggerIf/unhealthyLessThanOrEqualTo",schemaPath:"#/$defs/machineCount/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(typeof data27 === "string"){
if(!pattern27.test(data27)){
const err39 = {instancePath:instancePath+"/remediation/triggerIf/unhealthyLessThanOrEqualTo",schemaPath:"#/$defs/machineCount/pattern",keyword:"pattern",params:{pattern: "^(\\d|[1-9]\\d|100)%$"},message:"must match pattern \""+"^(\\d|[1-9]\\d|100)%$"+"\""};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
if(data26.unhealthyInRange !== undefined){
let data28 = data26.unhealthyInRange;
if(typeof data28 === "string"){
if(!pattern39.test(data28)){
const err40 = {instancePath:instancePath+"/remediation/triggerIf/unhealthyInRange",schemaPath:"#/$defs/machineRange/pattern",keyword:"pattern",params:{pattern: "^\\[\\d+-\\d+\\]$"},message:"must match pattern \""+"^\\[\\d+-\\d+\\]$"+"\""};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/remediation/triggerIf/unhealthyInRange",schemaPath:"#/$defs/machineRange/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath:instancePath+"/remediation/triggerIf",schemaPath:"#/properties/remediation/properties/triggerIf/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
else {
const err43 = {instancePath:instancePath+"/remediation",schemaPath:"#/properties/remediation/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
else {
const err44 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
validate33.errors = vErrors;
return errors === 0;
}
validate33.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema88 = {"type":"object","required":["name"],"additionalProperties":false,"properties":{"name":{"$ref":"#/$defs/dnsLabel"},"replicas":{"type":"integer","minimum":0},"hostSelector":{"$ref":"#/$defs/hostSelector"},"version":{"$ref":"#/$defs/kubernetesVersion"},"kubeadmConfigSpec":{"$ref":"#/$defs/kubeadmConfigSpec"},"labels":{"$ref":"#/$defs/labels"},"taints":{"type":"array","items":{"$ref":"#/$defs/taint"}},"nodeDrainTimeout":{"$ref":"#/$defs/goDuration"},"nodeVolumeDetachTimeout":{"$ref":"#/$defs/goDuration"},"nodeDeletionTimeout":{"$ref":"#/$defs/goDuration"},"minReadySeconds":{"type":"integer","minimum":0},"template":{"type":"object","additionalProperties":false,"properties":{"metadata":{"type":"object","additionalProperties":false,"properties":{"labels":{"$ref":"#/$defs/labels"}}}}}}};

function validate41(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate41.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema88.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
const err2 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/dnsLabel/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"+"\""};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/dnsLabel/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.replicas !== undefined){
let data1 = data.replicas;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err4 = {instancePath:instancePath+"/replicas",schemaPath:"#/properties/replicas/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/replicas",schemaPath:"#/properties/replicas/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data.hostSelector !== undefined){
if(!(validate24(data.hostSelector, {instancePath:instancePath+"/hostSelector",parentData:data,parentDataProperty:"hostSelector",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
}
if(data.version !== undefined){
let data3 = data.version;
if(typeof data3 === "string"){
if(!pattern5.test(data3)){
const err6 = {instancePath:instancePath+"/version",schemaPath:"#/$defs/kubernetesVersion/pattern",keyword:"pattern",params:{pattern: "^v(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?$"},message:"must match pattern \""+"^v(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?$"+"\""};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/version",schemaPath:"#/$defs/kubernetesVersion/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.kubeadmConfigSpec !== undefined){
if(!(validate26(data.kubeadmConfigSpec, {instancePath:instancePath+"/kubeadmConfigSpec",parentData:data,parentDataProperty:"kubeadmConfigSpec",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
if(data.labels !== undefined){
let data5 = data.labels;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key1 in data5){
if(typeof data5[key1] !== "string"){
const err8 = {instancePath:instancePath+"/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/labels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/labels",schemaPath:"#/$defs/labels/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.taints !== undefined){
let data7 = data.taints;
if(Array.isArray(data7)){
const len0 = data7.length;
for(let i0=0; i0<len0; i0++){
let data8 = data7[i0];
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.key === undefined){
const err10 = {instancePath:instancePath+"/taints/" + i0,schemaPath:"#/$defs/taint/required",keyword:"required",params:{missingProperty: "key"},message:"must have required property '"+"key"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data8.effect === undefined){
const err11 = {instancePath:instancePath+"/taints/" + i0,schemaPath:"#/$defs/taint/required",keyword:"required",params:{missingProperty: "effect"},message:"must have required property '"+"effect"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
for(const key2 in data8){
if(!(((key2 === "key") || (key2 === "value")) || (key2 === "effect"))){
const err12 = {instancePath:instancePath+"/taints/" + i0,schemaPath:"#/$defs/taint/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data8.key !== undefined){
let data9 = data8.key;
if(typeof data9 === "string"){
if(data9.length < 1){
const err13 = {instancePath:instancePath+"/taints/" + i0+"/key",schemaPath:"#/$defs/taint/properties/key/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/taints/" + i0+"/key",schemaPath:"#/$defs/taint/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data8.value !== undefined){
if(typeof data8.value !== "string"){
const err15 = {instancePath:instancePath+"/taints/" + i0+"/value",schemaPath:"#/$defs/taint/properties/value/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data8.effect !== undefined){
let data11 = data8.effect;
if(!(((data11 === "NoSchedule") || (data11 === "PreferNoSchedule")) || (data11 === "NoExecute"))){
const err16 = {instancePath:instancePath+"/taints/" + i0+"/effect",schemaPath:"#/$defs/taint/properties/effect/enum",keyword:"enum",params:{allowedValues: schema58.properties.effect.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/taints/" + i0,schemaPath:"#/$defs/taint/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath:instancePath+"/taints",schemaPath:"#/properties/taints/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.nodeDrainTimeout !== undefined){
let data12 = data.nodeDrainTimeout;
if(typeof data12 === "string"){
if(!pattern20.test(data12)){
const err19 = {instancePath:instancePath+"/nodeDrainTimeout",schemaPath:"#/$defs/goDuration/pattern",keyword:"pattern",params:{pattern: "^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"},message:"must match pattern \""+"^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"+"\""};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/nodeDrainTimeout",schemaPath:"#/$defs/goDuration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.nodeVolumeDetachTimeout !== undefined){
let data13 = data.nodeVolumeDetachTimeout;
if(typeof data13 === "string"){
if(!pattern20.test(data13)){
const err21 = {instancePath:instancePath+"/nodeVolumeDetachTimeout",schemaPath:"#/$defs/goDuration/pattern",keyword:"pattern",params:{pattern: "^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"},message:"must match pattern \""+"^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"+"\""};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/nodeVolumeDetachTimeout",schemaPath:"#/$defs/goDuration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.nodeDeletionTimeout !== undefined){
let data14 = data.nodeDeletionTimeout;
if(typeof data14 === "string"){
if(!pattern20.test(data14)){
const err23 = {instancePath:instancePath+"/nodeDeletionTimeout",schemaPath:"#/$defs/goDuration/pattern",keyword:"pattern",params:{pattern: "^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"},message:"must match pattern \""+"^(0|(\\d+(\\.\\d+)?(ms|s|m|h))+)$"+"\""};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/nodeDeletionTimeout",schemaPath:"#/$defs/goDuration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.minReadySeconds !== undefined){
let data15 = data.minReadySeconds;
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
const err25 = {instancePath:instancePath+"/minReadySeconds",schemaPath:"#/properties/minReadySeconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 < 0 || isNaN(data15)){
const err26 = {instancePath:instancePath+"/minReadySeconds",schemaPath:"#/properties/minReadySeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
if(data.template !== undefined){
let data16 = data.template;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
for(const key3 in data16){
if(!(key3 === "metadata")){
const err27 = {instancePath:instancePath+"/template",schemaPath:"#/properties/template/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data16.metadata !== undefined){
let data17 = data16.metadata;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
for(const key4 in data17){
if(!(key4 === "labels")){
const err28 = {instancePath:instancePath+"/template/metadata",schemaPath:"#/properties/template/properties/metadata/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data17.labels !== undefined){
let data18 = data17.labels;
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
for(const key5 in data18){
if(typeof data18[key5] !== "string"){
const err29 = {instancePath:instancePath+"/template/metadata/labels/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/labels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath:instancePath+"/template/metadata/labels",schemaPath:"#/$defs/labels/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath:instancePath+"/template/metadata",schemaPath:"#/properties/template/properties/metadata/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
else {
const err32 = {instancePath:instancePath+"/template",schemaPath:"#/properties/template/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
validate41.errors = vErrors;
return errors === 0;
}
validate41.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema97 = {"type":"object","required":["name","address","role"],"additionalProperties":false,"properties":{"name":{"$ref":"#/$defs/nodeName"},"address":{"type":"string","minLength":1},"internalAddress":{"type":"string","minLength":1},"role":{"$ref":"#/$defs/role"},"labels":{"$ref":"#/$defs/labels"},"taints":{"type":"array","items":{"$ref":"#/$defs/taint"}},"hostKey":{"$ref":"#/$defs/hostKey"},"ssh":{"$ref":"#/$defs/ssh"},"vars":{"type":"object","additionalProperties":true}}};
const schema102 = {"type":"string","pattern":"^(ssh|ecdsa|sk-ssh|sk-ecdsa|rsa)-[a-z0-9@.-]+ AAAA[A-Za-z0-9+/]+={0,3}( .*)?$"};
const pattern48 = new RegExp("^(ssh|ecdsa|sk-ssh|sk-ecdsa|rsa)-[a-z0-9@.-]+ AAAA[A-Za-z0-9+/]+={0,3}( .*)?$", "u");
const schema103 = {"type":"object","additionalProperties":false,"properties":{"user":{"type":"string","minLength":1},"port":{"$ref":"#/$defs/port"},"privateKeyPath":{"type":"string","minLength":1},"passphraseFrom":{"$ref":"#/$defs/secretSource"},"agent":{"type":"boolean"},"passwordFrom":{"$ref":"#/$defs/secretSource"},"sudo":{"type":"object","additionalProperties":false,"properties":{"enabled":{"type":"boolean"},"passwordFrom":{"$ref":"#/$defs/secretSource"}}},"bastion":{"$ref":"#/$defs/bastion"},"hostKeys":{"enum":["strict","accept-new"]},"knownHostsFile":{"type":"string","minLength":1},"connectTimeout":{"$ref":"#/$defs/duration"},"configFile":{"type":"string","minLength":1}}};
const schema105 = {"type":"object","minProperties":1,"maxProperties":1,"additionalProperties":false,"properties":{"env":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*$"},"file":{"type":"string","minLength":1},"prompt":{"const":true},"age":{"type":"string","minLength":1}}};
const pattern49 = new RegExp("^[A-Za-z_][A-Za-z0-9_]*$", "u");
const schema108 = {"type":["object","null"],"required":["address"],"additionalProperties":false,"properties":{"address":{"type":"string","minLength":1},"port":{"$ref":"#/$defs/port"},"user":{"type":"string","minLength":1},"privateKeyPath":{"type":"string","minLength":1},"passphraseFrom":{"$ref":"#/$defs/secretSource"},"agent":{"type":"boolean"},"passwordFrom":{"$ref":"#/$defs/secretSource"},"hostKey":{"$ref":"#/$defs/hostKey"},"hostKeys":{"enum":["strict","accept-new"]},"knownHostsFile":{"type":"string","minLength":1},"bastion":{"$ref":"#/$defs/bastion"}}};
const wrapper0 = {validate: validate47};

function validate47(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate47.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!(data && typeof data == "object" && !Array.isArray(data))) && (data !== null)){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema108.type},message:"must be object,null"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.address === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "address"},message:"must have required property '"+"address"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema108.properties, key0))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.address !== undefined){
let data0 = data.address;
if(typeof data0 === "string"){
if(data0.length < 1){
const err3 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.port !== undefined){
let data1 = data.port;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err5 = {instancePath:instancePath+"/port",schemaPath:"#/$defs/port/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 65535 || isNaN(data1)){
const err6 = {instancePath:instancePath+"/port",schemaPath:"#/$defs/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data1 < 1 || isNaN(data1)){
const err7 = {instancePath:instancePath+"/port",schemaPath:"#/$defs/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
if(data.user !== undefined){
let data2 = data.user;
if(typeof data2 === "string"){
if(data2.length < 1){
const err8 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.privateKeyPath !== undefined){
let data3 = data.privateKeyPath;
if(typeof data3 === "string"){
if(data3.length < 1){
const err10 = {instancePath:instancePath+"/privateKeyPath",schemaPath:"#/properties/privateKeyPath/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/privateKeyPath",schemaPath:"#/properties/privateKeyPath/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.passphraseFrom !== undefined){
let data4 = data.passphraseFrom;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(Object.keys(data4).length > 1){
const err12 = {instancePath:instancePath+"/passphraseFrom",schemaPath:"#/$defs/secretSource/maxProperties",keyword:"maxProperties",params:{limit: 1},message:"must NOT have more than 1 properties"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(Object.keys(data4).length < 1){
const err13 = {instancePath:instancePath+"/passphraseFrom",schemaPath:"#/$defs/secretSource/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
for(const key1 in data4){
if(!((((key1 === "env") || (key1 === "file")) || (key1 === "prompt")) || (key1 === "age"))){
const err14 = {instancePath:instancePath+"/passphraseFrom",schemaPath:"#/$defs/secretSource/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data4.env !== undefined){
let data5 = data4.env;
if(typeof data5 === "string"){
if(!pattern49.test(data5)){
const err15 = {instancePath:instancePath+"/passphraseFrom/env",schemaPath:"#/$defs/secretSource/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/passphraseFrom/env",schemaPath:"#/$defs/secretSource/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data4.file !== undefined){
let data6 = data4.file;
if(typeof data6 === "string"){
if(data6.length < 1){
const err17 = {instancePath:instancePath+"/passphraseFrom/file",schemaPath:"#/$defs/secretSource/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/passphraseFrom/file",schemaPath:"#/$defs/secretSource/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data4.prompt !== undefined){
if(true !== data4.prompt){
const err19 = {instancePath:instancePath+"/passphraseFrom/prompt",schemaPath:"#/$defs/secretSource/properties/prompt/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data4.age !== undefined){
let data8 = data4.age;
if(typeof data8 === "string"){
if(data8.length < 1){
const err20 = {instancePath:instancePath+"/passphraseFrom/age",schemaPath:"#/$defs/secretSource/properties/age/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/passphraseFrom/age",schemaPath:"#/$defs/secretSource/properties/age/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/passphraseFrom",schemaPath:"#/$defs/secretSource/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.agent !== undefined){
if(typeof data.agent !== "boolean"){
const err23 = {instancePath:instancePath+"/agent",schemaPath:"#/properties/agent/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.passwordFrom !== undefined){
let data10 = data.passwordFrom;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(Object.keys(data10).length > 1){
const err24 = {instancePath:instancePath+"/passwordFrom",schemaPath:"#/$defs/secretSource/maxProperties",keyword:"maxProperties",params:{limit: 1},message:"must NOT have more than 1 properties"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(Object.keys(data10).length < 1){
const err25 = {instancePath:instancePath+"/passwordFrom",schemaPath:"#/$defs/secretSource/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
for(const key2 in data10){
if(!((((key2 === "env") || (key2 === "file")) || (key2 === "prompt")) || (key2 === "age"))){
const err26 = {instancePath:instancePath+"/passwordFrom",schemaPath:"#/$defs/secretSource/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data10.env !== undefined){
let data11 = data10.env;
if(typeof data11 === "string"){
if(!pattern49.test(data11)){
const err27 = {instancePath:instancePath+"/passwordFrom/env",schemaPath:"#/$defs/secretSource/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/passwordFrom/env",schemaPath:"#/$defs/secretSource/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data10.file !== undefined){
let data12 = data10.file;
if(typeof data12 === "string"){
if(data12.length < 1){
const err29 = {instancePath:instancePath+"/passwordFrom/file",schemaPath:"#/$defs/secretSource/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/passwordFrom/file",schemaPath:"#/$defs/secretSource/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data10.prompt !== undefined){
if(true !== data10.prompt){
const err31 = {instancePath:instancePath+"/passwordFrom/prompt",schemaPath:"#/$defs/secretSource/properties/prompt/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data10.age !== undefined){
let data14 = data10.age;
if(typeof data14 === "string"){
if(data14.length < 1){
const err32 = {instancePath:instancePath+"/passwordFrom/age",schemaPath:"#/$defs/secretSource/properties/age/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/passwordFrom/age",schemaPath:"#/$defs/secretSource/properties/age/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/passwordFrom",schemaPath:"#/$defs/secretSource/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.hostKey !== undefined){
let data15 = data.hostKey;
if(typeof data15 === "string"){
if(!pattern48.test(data15)){
const err35 = {instancePath:instancePath+"/hostKey",schemaPath:"#/$defs/hostKey/pattern",keyword:"pattern",params:{pattern: "^(ssh|ecdsa|sk-ssh|sk-ecdsa|rsa)-[a-z0-9@.-]+ AAAA[A-Za-z0-9+/]+={0,3}( .*)?$"},message:"must match pattern \""+"^(ssh|ecdsa|sk-ssh|sk-ecdsa|rsa)-[a-z0-9@.-]+ AAAA[A-Za-z0-9+/]+={0,3}( .*)?$"+"\""};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/hostKey",schemaPath:"#/$defs/hostKey/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data.hostKeys !== undefined){
let data16 = data.hostKeys;
if(!((data16 === "strict") || (data16 === "accept-new"))){
const err37 = {instancePath:instancePath+"/hostKeys",schemaPath:"#/properties/hostKeys/enum",keyword:"enum",params:{allowedValues: schema108.properties.hostKeys.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.knownHostsFile !== undefined){
let data17 = data.knownHostsFile;
if(typeof data17 === "string"){
if(data17.length < 1){
const err38 = {instancePath:instancePath+"/knownHostsFile",schemaPath:"#/properties/knownHostsFile/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/knownHostsFile",schemaPath:"#/properties/knownHostsFile/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data.bastion !== undefined){
if(!(wrapper0.validate(data.bastion, {instancePath:instancePath+"/bastion",parentData:data,parentDataProperty:"bastion",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
errors = vErrors.length;
}
}
}
validate47.errors = vErrors;
return errors === 0;
}
validate47.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate46(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate46.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema103.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.user !== undefined){
let data0 = data.user;
if(typeof data0 === "string"){
if(data0.length < 1){
const err1 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.port !== undefined){
let data1 = data.port;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err3 = {instancePath:instancePath+"/port",schemaPath:"#/$defs/port/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 65535 || isNaN(data1)){
const err4 = {instancePath:instancePath+"/port",schemaPath:"#/$defs/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data1 < 1 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/port",schemaPath:"#/$defs/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data.privateKeyPath !== undefined){
let data2 = data.privateKeyPath;
if(typeof data2 === "string"){
if(data2.length < 1){
const err6 = {instancePath:instancePath+"/privateKeyPath",schemaPath:"#/properties/privateKeyPath/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/privateKeyPath",schemaPath:"#/properties/privateKeyPath/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.passphraseFrom !== undefined){
let data3 = data.passphraseFrom;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(Object.keys(data3).length > 1){
const err8 = {instancePath:instancePath+"/passphraseFrom",schemaPath:"#/$defs/secretSource/maxProperties",keyword:"maxProperties",params:{limit: 1},message:"must NOT have more than 1 properties"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(Object.keys(data3).length < 1){
const err9 = {instancePath:instancePath+"/passphraseFrom",schemaPath:"#/$defs/secretSource/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
for(const key1 in data3){
if(!((((key1 === "env") || (key1 === "file")) || (key1 === "prompt")) || (key1 === "age"))){
const err10 = {instancePath:instancePath+"/passphraseFrom",schemaPath:"#/$defs/secretSource/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data3.env !== undefined){
let data4 = data3.env;
if(typeof data4 === "string"){
if(!pattern49.test(data4)){
const err11 = {instancePath:instancePath+"/passphraseFrom/env",schemaPath:"#/$defs/secretSource/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/passphraseFrom/env",schemaPath:"#/$defs/secretSource/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data3.file !== undefined){
let data5 = data3.file;
if(typeof data5 === "string"){
if(data5.length < 1){
const err13 = {instancePath:instancePath+"/passphraseFrom/file",schemaPath:"#/$defs/secretSource/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/passphraseFrom/file",schemaPath:"#/$defs/secretSource/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data3.prompt !== undefined){
if(true !== data3.prompt){
const err15 = {instancePath:instancePath+"/passphraseFrom/prompt",schemaPath:"#/$defs/secretSource/properties/prompt/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data3.age !== undefined){
let data7 = data3.age;
if(typeof data7 === "string"){
if(data7.length < 1){
const err16 = {instancePath:instancePath+"/passphraseFrom/age",schemaPath:"#/$defs/secretSource/properties/age/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/passphraseFrom/age",schemaPath:"#/$defs/secretSource/properties/age/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath:instancePath+"/passphraseFrom",schemaPath:"#/$defs/secretSource/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.agent !== undefined){
if(typeof data.agent !== "boolean"){
const err19 = {instancePath:instancePath+"/agent",schemaPath:"#/properties/agent/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.passwordFrom !== undefined){
let data9 = data.passwordFrom;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(Object.keys(data9).length > 1){
const err20 = {instancePath:instancePath+"/passwordFrom",schemaPath:"#/$defs/secretSource/maxProperties",keyword:"maxProperties",params:{limit: 1},message:"must NOT have more than 1 properties"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(Object.keys(data9).length < 1){
const err21 = {instancePath:instancePath+"/passwordFrom",schemaPath:"#/$defs/secretSource/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
for(const key2 in data9){
if(!((((key2 === "env") || (key2 === "file")) || (key2 === "prompt")) || (key2 === "age"))){
const err22 = {instancePath:instancePath+"/passwordFrom",schemaPath:"#/$defs/secretSource/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data9.env !== undefined){
let data10 = data9.env;
if(typeof data10 === "string"){
if(!pattern49.test(data10)){
const err23 = {instancePath:instancePath+"/passwordFrom/env",schemaPath:"#/$defs/secretSource/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/passwordFrom/env",schemaPath:"#/$defs/secretSource/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data9.file !== undefined){
let data11 = data9.file;
if(typeof data11 === "string"){
if(data11.length < 1){
const err25 = {instancePath:instancePath+"/passwordFrom/file",schemaPath:"#/$defs/secretSource/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/passwordFrom/file",schemaPath:"#/$defs/secretSource/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data9.prompt !== undefined){
if(true !== data9.prompt){
const err27 = {instancePath:instancePath+"/passwordFrom/prompt",schemaPath:"#/$defs/secretSource/properties/prompt/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data9.age !== undefined){
let data13 = data9.age;
if(typeof data13 === "string"){
if(data13.length < 1){
const err28 = {instancePath:instancePath+"/passwordFrom/age",schemaPath:"#/$defs/secretSource/properties/age/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/passwordFrom/age",schemaPath:"#/$defs/secretSource/properties/age/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath:instancePath+"/passwordFrom",schemaPath:"#/$defs/secretSource/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.sudo !== undefined){
let data14 = data.sudo;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
for(const key3 in data14){
if(!((key3 === "enabled") || (key3 === "passwordFrom"))){
const err31 = {instancePath:instancePath+"/sudo",schemaPath:"#/properties/sudo/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data14.enabled !== undefined){
if(typeof data14.enabled !== "boolean"){
const err32 = {instancePath:instancePath+"/sudo/enabled",schemaPath:"#/properties/sudo/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data14.passwordFrom !== undefined){
let data16 = data14.passwordFrom;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(Object.keys(data16).length > 1){
const err33 = {instancePath:instancePath+"/sudo/passwordFrom",schemaPath:"#/$defs/secretSource/maxProperties",keyword:"maxProperties",params:{limit: 1},message:"must NOT have more than 1 properties"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(Object.keys(data16).length < 1){
const err34 = {instancePath:instancePath+"/sudo/passwordFrom",schemaPath:"#/$defs/secretSource/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
for(const key4 in data16){
if(!((((key4 === "env") || (key4 === "file")) || (key4 === "prompt")) || (key4 === "age"))){
const err35 = {instancePath:instancePath+"/sudo/passwordFrom",schemaPath:"#/$defs/secretSource/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data16.env !== undefined){
let data17 = data16.env;
if(typeof data17 === "string"){
if(!pattern49.test(data17)){
const err36 = {instancePath:instancePath+"/sudo/passwordFrom/env",schemaPath:"#/$defs/secretSource/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\""};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
else {
const err37 = {instancePath:instancePath+"/sudo/passwordFrom/env",schemaPath:"#/$defs/secretSource/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data16.file !== undefined){
let data18 = data16.file;
if(typeof data18 === "string"){
if(data18.length < 1){
const err38 = {instancePath:instancePath+"/sudo/passwordFrom/file",schemaPath:"#/$defs/secretSource/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/sudo/passwordFrom/file",schemaPath:"#/$defs/secretSource/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data16.prompt !== undefined){
if(true !== data16.prompt){
const err40 = {instancePath:instancePath+"/sudo/passwordFrom/prompt",schemaPath:"#/$defs/secretSource/properties/prompt/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data16.age !== undefined){
let data20 = data16.age;
if(typeof data20 === "string"){
if(data20.length < 1){
const err41 = {instancePath:instancePath+"/sudo/passwordFrom/age",schemaPath:"#/$defs/secretSource/properties/age/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
else {
const err42 = {instancePath:instancePath+"/sudo/passwordFrom/age",schemaPath:"#/$defs/secretSource/properties/age/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
else {
const err43 = {instancePath:instancePath+"/sudo/passwordFrom",schemaPath:"#/$defs/secretSource/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
else {
const err44 = {instancePath:instancePath+"/sudo",schemaPath:"#/properties/sudo/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data.bastion !== undefined){
if(!(validate47(data.bastion, {instancePath:instancePath+"/bastion",parentData:data,parentDataProperty:"bastion",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
}
if(data.hostKeys !== undefined){
let data22 = data.hostKeys;
if(!((data22 === "strict") || (data22 === "accept-new"))){
const err45 = {instancePath:instancePath+"/hostKeys",schemaPath:"#/properties/hostKeys/enum",keyword:"enum",params:{allowedValues: schema103.properties.hostKeys.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data.knownHostsFile !== undefined){
let data23 = data.knownHostsFile;
if(typeof data23 === "string"){
if(data23.length < 1){
const err46 = {instancePath:instancePath+"/knownHostsFile",schemaPath:"#/properties/knownHostsFile/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
else {
const err47 = {instancePath:instancePath+"/knownHostsFile",schemaPath:"#/properties/knownHostsFile/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data.connectTimeout !== undefined){
let data24 = data.connectTimeout;
if((typeof data24 !== "string") && (!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24))))){
const err48 = {instancePath:instancePath+"/connectTimeout",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: schema113.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 1 || isNaN(data24)){
const err49 = {instancePath:instancePath+"/connectTimeout",schemaPath:"#/$defs/duration/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(typeof data24 === "string"){
if(!pattern55.test(data24)){
const err50 = {instancePath:instancePath+"/connectTimeout",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[1-9]\\d*(ms|s|m)$"},message:"must match pattern \""+"^[1-9]\\d*(ms|s|m)$"+"\""};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
if(data.configFile !== undefined){
let data25 = data.configFile;
if(typeof data25 === "string"){
if(data25.length < 1){
const err51 = {instancePath:instancePath+"/configFile",schemaPath:"#/properties/configFile/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
else {
const err52 = {instancePath:instancePath+"/configFile",schemaPath:"#/properties/configFile/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
else {
const err53 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
validate46.errors = vErrors;
return errors === 0;
}
validate46.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate45(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate45.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.address === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "address"},message:"must have required property '"+"address"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.role === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "role"},message:"must have required property '"+"role"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema97.properties, key0))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!pattern35.test(data0)){
const err4 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/nodeName/pattern",keyword:"pattern",params:{pattern: "^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},message:"must match pattern \""+"^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"+"\""};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/nodeName/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.address !== undefined){
let data1 = data.address;
if(typeof data1 === "string"){
if(data1.length < 1){
const err6 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.internalAddress !== undefined){
let data2 = data.internalAddress;
if(typeof data2 === "string"){
if(data2.length < 1){
const err8 = {instancePath:instancePath+"/internalAddress",schemaPath:"#/properties/internalAddress/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/internalAddress",schemaPath:"#/properties/internalAddress/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.role !== undefined){
let data3 = data.role;
if(!(((data3 === "control-plane") || (data3 === "worker")) || (data3 === "spare"))){
const err10 = {instancePath:instancePath+"/role",schemaPath:"#/$defs/role/enum",keyword:"enum",params:{allowedValues: schema40.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.labels !== undefined){
let data4 = data.labels;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key1 in data4){
if(typeof data4[key1] !== "string"){
const err11 = {instancePath:instancePath+"/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/labels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/labels",schemaPath:"#/$defs/labels/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.taints !== undefined){
let data6 = data.taints;
if(Array.isArray(data6)){
const len0 = data6.length;
for(let i0=0; i0<len0; i0++){
let data7 = data6[i0];
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.key === undefined){
const err13 = {instancePath:instancePath+"/taints/" + i0,schemaPath:"#/$defs/taint/required",keyword:"required",params:{missingProperty: "key"},message:"must have required property '"+"key"+"'"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data7.effect === undefined){
const err14 = {instancePath:instancePath+"/taints/" + i0,schemaPath:"#/$defs/taint/required",keyword:"required",params:{missingProperty: "effect"},message:"must have required property '"+"effect"+"'"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
for(const key2 in data7){
if(!(((key2 === "key") || (key2 === "value")) || (key2 === "effect"))){
const err15 = {instancePath:instancePath+"/taints/" + i0,schemaPath:"#/$defs/taint/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data7.key !== undefined){
let data8 = data7.key;
if(typeof data8 === "string"){
if(data8.length < 1){
const err16 = {instancePath:instancePath+"/taints/" + i0+"/key",schemaPath:"#/$defs/taint/properties/key/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/taints/" + i0+"/key",schemaPath:"#/$defs/taint/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data7.value !== undefined){
if(typeof data7.value !== "string"){
const err18 = {instancePath:instancePath+"/taints/" + i0+"/value",schemaPath:"#/$defs/taint/properties/value/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data7.effect !== undefined){
let data10 = data7.effect;
if(!(((data10 === "NoSchedule") || (data10 === "PreferNoSchedule")) || (data10 === "NoExecute"))){
const err19 = {instancePath:instancePath+"/taints/" + i0+"/effect",schemaPath:"#/$defs/taint/properties/effect/enum",keyword:"enum",params:{allowedValues: schema58.properties.effect.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/taints/" + i0,schemaPath:"#/$defs/taint/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/taints",schemaPath:"#/properties/taints/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.hostKey !== undefined){
let data11 = data.hostKey;
if(typeof data11 === "string"){
if(!pattern48.test(data11)){
const err22 = {instancePath:instancePath+"/hostKey",schemaPath:"#/$defs/hostKey/pattern",keyword:"pattern",params:{pattern: "^(ssh|ecdsa|sk-ssh|sk-ecdsa|rsa)-[a-z0-9@.-]+ AAAA[A-Za-z0-9+/]+={0,3}( .*)?$"},message:"must match pattern \""+"^(ssh|ecdsa|sk-ssh|sk-ecdsa|rsa)-[a-z0-9@.-]+ AAAA[A-Za-z0-9+/]+={0,3}( .*)?$"+"\""};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/hostKey",schemaPath:"#/$defs/hostKey/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.ssh !== undefined){
if(!(validate46(data.ssh, {instancePath:instancePath+"/ssh",parentData:data,parentDataProperty:"ssh",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate46.errors : vErrors.concat(validate46.errors);
errors = vErrors.length;
}
}
if(data.vars !== undefined){
let data13 = data.vars;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
}
else {
const err24 = {instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
validate45.errors = vErrors;
return errors === 0;
}
validate45.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://installer.dev/schemas/inventory.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.apiVersion === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "apiVersion"},message:"must have required property '"+"apiVersion"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.kind === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.metadata === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "metadata"},message:"must have required property '"+"metadata"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.spec === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "spec"},message:"must have required property '"+"spec"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "apiVersion") || (key0 === "kind")) || (key0 === "metadata")) || (key0 === "spec"))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.apiVersion !== undefined){
if("installer.dev/v1alpha1" !== data.apiVersion){
const err5 = {instancePath:instancePath+"/apiVersion",schemaPath:"#/properties/apiVersion/const",keyword:"const",params:{allowedValue: "installer.dev/v1alpha1"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.kind !== undefined){
if("Inventory" !== data.kind){
const err6 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue: "Inventory"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.metadata !== undefined){
let data2 = data.metadata;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.name === undefined){
const err7 = {instancePath:instancePath+"/metadata",schemaPath:"#/properties/metadata/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
for(const key1 in data2){
if(!(((key1 === "name") || (key1 === "labels")) || (key1 === "annotations"))){
const err8 = {instancePath:instancePath+"/metadata",schemaPath:"#/properties/metadata/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data2.name !== undefined){
let data3 = data2.name;
if(typeof data3 === "string"){
if(!pattern4.test(data3)){
const err9 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/$defs/dnsLabel/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"+"\""};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/$defs/dnsLabel/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data2.labels !== undefined){
let data4 = data2.labels;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key2 in data4){
if(typeof data4[key2] !== "string"){
const err11 = {instancePath:instancePath+"/metadata/labels/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/labels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/metadata/labels",schemaPath:"#/$defs/labels/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data2.annotations !== undefined){
let data6 = data2.annotations;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key3 in data6){
if(typeof data6[key3] !== "string"){
const err13 = {instancePath:instancePath+"/metadata/annotations/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/metadata/properties/annotations/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/metadata/annotations",schemaPath:"#/properties/metadata/properties/annotations/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/metadata",schemaPath:"#/properties/metadata/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.spec !== undefined){
let data8 = data.spec;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.cluster === undefined){
const err16 = {instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/required",keyword:"required",params:{missingProperty: "cluster"},message:"must have required property '"+"cluster"+"'"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data8.controlPlane === undefined){
const err17 = {instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/required",keyword:"required",params:{missingProperty: "controlPlane"},message:"must have required property '"+"controlPlane"+"'"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data8.hosts === undefined){
const err18 = {instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/required",keyword:"required",params:{missingProperty: "hosts"},message:"must have required property '"+"hosts"+"'"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
for(const key4 in data8){
if(!(func1.call(schema31.properties.spec.properties, key4))){
const err19 = {instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data8.cluster !== undefined){
if(!(validate21(data8.cluster, {instancePath:instancePath+"/spec/cluster",parentData:data8,parentDataProperty:"cluster",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data8.controlPlane !== undefined){
if(!(validate23(data8.controlPlane, {instancePath:instancePath+"/spec/controlPlane",parentData:data8,parentDataProperty:"controlPlane",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
if(data8.machineDeployments !== undefined){
let data11 = data8.machineDeployments;
if(Array.isArray(data11)){
const len0 = data11.length;
for(let i0=0; i0<len0; i0++){
if(!(validate29(data11[i0], {instancePath:instancePath+"/spec/machineDeployments/" + i0,parentData:data11,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
}
else {
const err20 = {instancePath:instancePath+"/spec/machineDeployments",schemaPath:"#/properties/spec/properties/machineDeployments/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data8.machineHealthChecks !== undefined){
let data13 = data8.machineHealthChecks;
if(Array.isArray(data13)){
const len1 = data13.length;
for(let i1=0; i1<len1; i1++){
if(!(validate33(data13[i1], {instancePath:instancePath+"/spec/machineHealthChecks/" + i1,parentData:data13,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
errors = vErrors.length;
}
}
}
else {
const err21 = {instancePath:instancePath+"/spec/machineHealthChecks",schemaPath:"#/properties/spec/properties/machineHealthChecks/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data8.machinePools !== undefined){
let data15 = data8.machinePools;
if(Array.isArray(data15)){
const len2 = data15.length;
for(let i2=0; i2<len2; i2++){
if(!(validate41(data15[i2], {instancePath:instancePath+"/spec/machinePools/" + i2,parentData:data15,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate41.errors : vErrors.concat(validate41.errors);
errors = vErrors.length;
}
}
}
else {
const err22 = {instancePath:instancePath+"/spec/machinePools",schemaPath:"#/properties/spec/properties/machinePools/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data8.hosts !== undefined){
let data17 = data8.hosts;
if(Array.isArray(data17)){
if(data17.length < 1){
const err23 = {instancePath:instancePath+"/spec/hosts",schemaPath:"#/properties/spec/properties/hosts/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
const len3 = data17.length;
for(let i3=0; i3<len3; i3++){
if(!(validate45(data17[i3], {instancePath:instancePath+"/spec/hosts/" + i3,parentData:data17,parentDataProperty:i3,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate45.errors : vErrors.concat(validate45.errors);
errors = vErrors.length;
}
}
}
else {
const err24 = {instancePath:instancePath+"/spec/hosts",schemaPath:"#/properties/spec/properties/hosts/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data8.ssh !== undefined){
if(!(validate46(data8.ssh, {instancePath:instancePath+"/spec/ssh",parentData:data8,parentDataProperty:"ssh",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate46.errors : vErrors.concat(validate46.errors);
errors = vErrors.length;
}
}
if(data8.bundle !== undefined){
let data20 = data8.bundle;
if(typeof data20 === "string"){
if(data20.length < 1){
const err25 = {instancePath:instancePath+"/spec/bundle",schemaPath:"#/properties/spec/properties/bundle/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/spec/bundle",schemaPath:"#/properties/spec/properties/bundle/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data8.failureDomainLabel !== undefined){
let data21 = data8.failureDomainLabel;
if(typeof data21 === "string"){
if(data21.length < 1){
const err27 = {instancePath:instancePath+"/spec/failureDomainLabel",schemaPath:"#/properties/spec/properties/failureDomainLabel/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/spec/failureDomainLabel",schemaPath:"#/properties/spec/properties/failureDomainLabel/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data8.drain !== undefined){
let data22 = data8.drain;
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
for(const key5 in data22){
if(!(key5 === "giveUpAfter")){
const err29 = {instancePath:instancePath+"/spec/drain",schemaPath:"#/properties/spec/properties/drain/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data22.giveUpAfter !== undefined){
let data23 = data22.giveUpAfter;
if((typeof data23 !== "string") && (!(((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23))) && (isFinite(data23))))){
const err30 = {instancePath:instancePath+"/spec/drain/giveUpAfter",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: schema113.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if((typeof data23 == "number") && (isFinite(data23))){
if(data23 < 1 || isNaN(data23)){
const err31 = {instancePath:instancePath+"/spec/drain/giveUpAfter",schemaPath:"#/$defs/duration/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(typeof data23 === "string"){
if(!pattern55.test(data23)){
const err32 = {instancePath:instancePath+"/spec/drain/giveUpAfter",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[1-9]\\d*(ms|s|m)$"},message:"must match pattern \""+"^[1-9]\\d*(ms|s|m)$"+"\""};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
}
else {
const err33 = {instancePath:instancePath+"/spec/drain",schemaPath:"#/properties/spec/properties/drain/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data8.kubeVip !== undefined){
let data24 = data8.kubeVip;
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
for(const key6 in data24){
if(!((((((key6 === "enabled") || (key6 === "image")) || (key6 === "mode")) || (key6 === "interface")) || (key6 === "bgp")) || (key6 === "services"))){
const err34 = {instancePath:instancePath+"/spec/kubeVip",schemaPath:"#/$defs/kubeVip/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data24.enabled !== undefined){
if(typeof data24.enabled !== "boolean"){
const err35 = {instancePath:instancePath+"/spec/kubeVip/enabled",schemaPath:"#/$defs/kubeVip/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data24.image !== undefined){
let data26 = data24.image;
if(typeof data26 === "string"){
if(data26.length < 1){
const err36 = {instancePath:instancePath+"/spec/kubeVip/image",schemaPath:"#/$defs/kubeVip/properties/image/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
else {
const err37 = {instancePath:instancePath+"/spec/kubeVip/image",schemaPath:"#/$defs/kubeVip/properties/image/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data24.mode !== undefined){
let data27 = data24.mode;
if(!((data27 === "arp") || (data27 === "bgp"))){
const err38 = {instancePath:instancePath+"/spec/kubeVip/mode",schemaPath:"#/$defs/kubeVip/properties/mode/enum",keyword:"enum",params:{allowedValues: schema115.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data24.interface !== undefined){
let data28 = data24.interface;
if(typeof data28 === "string"){
if(data28.length < 1){
const err39 = {instancePath:instancePath+"/spec/kubeVip/interface",schemaPath:"#/$defs/kubeVip/properties/interface/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
else {
const err40 = {instancePath:instancePath+"/spec/kubeVip/interface",schemaPath:"#/$defs/kubeVip/properties/interface/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data24.bgp !== undefined){
let data29 = data24.bgp;
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
if(data29.as === undefined){
const err41 = {instancePath:instancePath+"/spec/kubeVip/bgp",schemaPath:"#/$defs/kubeVip/properties/bgp/required",keyword:"required",params:{missingProperty: "as"},message:"must have required property '"+"as"+"'"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(data29.peers === undefined){
const err42 = {instancePath:instancePath+"/spec/kubeVip/bgp",schemaPath:"#/$defs/kubeVip/properties/bgp/required",keyword:"required",params:{missingProperty: "peers"},message:"must have required property '"+"peers"+"'"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
for(const key7 in data29){
if(!(((key7 === "as") || (key7 === "routerId")) || (key7 === "peers"))){
const err43 = {instancePath:instancePath+"/spec/kubeVip/bgp",schemaPath:"#/$defs/kubeVip/properties/bgp/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data29.as !== undefined){
let data30 = data29.as;
if(!(((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30))) && (isFinite(data30)))){
const err44 = {instancePath:instancePath+"/spec/kubeVip/bgp/as",schemaPath:"#/$defs/kubeVip/properties/bgp/properties/as/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 > 4294967295 || isNaN(data30)){
const err45 = {instancePath:instancePath+"/spec/kubeVip/bgp/as",schemaPath:"#/$defs/kubeVip/properties/bgp/properties/as/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295},message:"must be <= 4294967295"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(data30 < 1 || isNaN(data30)){
const err46 = {instancePath:instancePath+"/spec/kubeVip/bgp/as",schemaPath:"#/$defs/kubeVip/properties/bgp/properties/as/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
if(data29.routerId !== undefined){
let data31 = data29.routerId;
if(typeof data31 === "string"){
if(data31.length < 1){
const err47 = {instancePath:instancePath+"/spec/kubeVip/bgp/routerId",schemaPath:"#/$defs/kubeVip/properties/bgp/properties/routerId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
else {
const err48 = {instancePath:instancePath+"/spec/kubeVip/bgp/routerId",schemaPath:"#/$defs/kubeVip/properties/bgp/properties/routerId/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data29.peers !== undefined){
let data32 = data29.peers;
if(Array.isArray(data32)){
if(data32.length < 1){
const err49 = {instancePath:instancePath+"/spec/kubeVip/bgp/peers",schemaPath:"#/$defs/kubeVip/properties/bgp/properties/peers/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
const len4 = data32.length;
for(let i4=0; i4<len4; i4++){
let data33 = data32[i4];
if(data33 && typeof data33 == "object" && !Array.isArray(data33)){
if(data33.address === undefined){
const err50 = {instancePath:instancePath+"/spec/kubeVip/bgp/peers/" + i4,schemaPath:"#/$defs/kubeVip/properties/bgp/properties/peers/items/required",keyword:"required",params:{missingProperty: "address"},message:"must have required property '"+"address"+"'"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if(data33.as === undefined){
const err51 = {instancePath:instancePath+"/spec/kubeVip/bgp/peers/" + i4,schemaPath:"#/$defs/kubeVip/properties/bgp/properties/peers/items/required",keyword:"required",params:{missingProperty: "as"},message:"must have required property '"+"as"+"'"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
for(const key8 in data33){
if(!(((key8 === "address") || (key8 === "as")) || (key8 === "multihop"))){
const err52 = {instancePath:instancePath+"/spec/kubeVip/bgp/peers/" + i4,schemaPath:"#/$defs/kubeVip/properties/bgp/properties/peers/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data33.address !== undefined){
let data34 = data33.address;
if(typeof data34 === "string"){
if(data34.length < 1){
const err53 = {instancePath:instancePath+"/spec/kubeVip/bgp/peers/" + i4+"/address",schemaPath:"#/$defs/kubeVip/properties/bgp/properties/peers/items/properties/address/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
else {
const err54 = {instancePath:instancePath+"/spec/kubeVip/bgp/peers/" + i4+"/address",schemaPath:"#/$defs/kubeVip/properties/bgp/properties/peers/items/properties/address/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data33.as !== undefined){
let data35 = data33.as;
if(!(((typeof data35 == "number") && (!(data35 % 1) && !isNaN(data35))) && (isFinite(data35)))){
const err55 = {instancePath:instancePath+"/spec/kubeVip/bgp/peers/" + i4+"/as",schemaPath:"#/$defs/kubeVip/properties/bgp/properties/peers/items/properties/as/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if((typeof data35 == "number") && (isFinite(data35))){
if(data35 > 4294967295 || isNaN(data35)){
const err56 = {instancePath:instancePath+"/spec/kubeVip/bgp/peers/" + i4+"/as",schemaPath:"#/$defs/kubeVip/properties/bgp/properties/peers/items/properties/as/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295},message:"must be <= 4294967295"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if(data35 < 1 || isNaN(data35)){
const err57 = {instancePath:instancePath+"/spec/kubeVip/bgp/peers/" + i4+"/as",schemaPath:"#/$defs/kubeVip/properties/bgp/properties/peers/items/properties/as/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
if(data33.multihop !== undefined){
if(typeof data33.multihop !== "boolean"){
const err58 = {instancePath:instancePath+"/spec/kubeVip/bgp/peers/" + i4+"/multihop",schemaPath:"#/$defs/kubeVip/properties/bgp/properties/peers/items/properties/multihop/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
}
else {
const err59 = {instancePath:instancePath+"/spec/kubeVip/bgp/peers/" + i4,schemaPath:"#/$defs/kubeVip/properties/bgp/properties/peers/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
}
else {
const err60 = {instancePath:instancePath+"/spec/kubeVip/bgp/peers",schemaPath:"#/$defs/kubeVip/properties/bgp/properties/peers/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
else {
const err61 = {instancePath:instancePath+"/spec/kubeVip/bgp",schemaPath:"#/$defs/kubeVip/properties/bgp/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data24.services !== undefined){
if(typeof data24.services !== "boolean"){
const err62 = {instancePath:instancePath+"/spec/kubeVip/services",schemaPath:"#/$defs/kubeVip/properties/services/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
else {
const err63 = {instancePath:instancePath+"/spec/kubeVip",schemaPath:"#/$defs/kubeVip/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data8.playbooks !== undefined){
let data38 = data8.playbooks;
if(Array.isArray(data38)){
const len5 = data38.length;
for(let i5=0; i5<len5; i5++){
let data39 = data38[i5];
if(typeof data39 === "string"){
if(data39.length < 1){
const err64 = {instancePath:instancePath+"/spec/playbooks/" + i5,schemaPath:"#/properties/spec/properties/playbooks/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
else {
const err65 = {instancePath:instancePath+"/spec/playbooks/" + i5,schemaPath:"#/properties/spec/properties/playbooks/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
}
else {
const err66 = {instancePath:instancePath+"/spec/playbooks",schemaPath:"#/properties/spec/properties/playbooks/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data8.manifests !== undefined){
let data40 = data8.manifests;
if(Array.isArray(data40)){
const len6 = data40.length;
for(let i6=0; i6<len6; i6++){
let data41 = data40[i6];
if(typeof data41 === "string"){
if(data41.length < 1){
const err67 = {instancePath:instancePath+"/spec/manifests/" + i6,schemaPath:"#/properties/spec/properties/manifests/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
else {
const err68 = {instancePath:instancePath+"/spec/manifests/" + i6,schemaPath:"#/properties/spec/properties/manifests/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
}
else {
const err69 = {instancePath:instancePath+"/spec/manifests",schemaPath:"#/properties/spec/properties/manifests/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data8.ntp !== undefined){
let data42 = data8.ntp;
if(data42 && typeof data42 == "object" && !Array.isArray(data42)){
for(const key9 in data42){
if(!((key9 === "enabled") || (key9 === "servers"))){
const err70 = {instancePath:instancePath+"/spec/ntp",schemaPath:"#/$defs/ntp/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data42.enabled !== undefined){
if(typeof data42.enabled !== "boolean"){
const err71 = {instancePath:instancePath+"/spec/ntp/enabled",schemaPath:"#/$defs/ntp/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data42.servers !== undefined){
let data44 = data42.servers;
if(Array.isArray(data44)){
const len7 = data44.length;
for(let i7=0; i7<len7; i7++){
let data45 = data44[i7];
if(typeof data45 === "string"){
if(data45.length < 1){
const err72 = {instancePath:instancePath+"/spec/ntp/servers/" + i7,schemaPath:"#/$defs/ntp/properties/servers/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
else {
const err73 = {instancePath:instancePath+"/spec/ntp/servers/" + i7,schemaPath:"#/$defs/ntp/properties/servers/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
}
else {
const err74 = {instancePath:instancePath+"/spec/ntp/servers",schemaPath:"#/$defs/ntp/properties/servers/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
}
else {
const err75 = {instancePath:instancePath+"/spec/ntp",schemaPath:"#/$defs/ntp/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data8.proxy !== undefined){
let data46 = data8.proxy;
if(data46 && typeof data46 == "object" && !Array.isArray(data46)){
for(const key10 in data46){
if(!(((key10 === "http") || (key10 === "https")) || (key10 === "noProxy"))){
const err76 = {instancePath:instancePath+"/spec/proxy",schemaPath:"#/$defs/proxy/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data46.http !== undefined){
let data47 = data46.http;
if(typeof data47 === "string"){
if(data47.length < 1){
const err77 = {instancePath:instancePath+"/spec/proxy/http",schemaPath:"#/$defs/proxy/properties/http/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
else {
const err78 = {instancePath:instancePath+"/spec/proxy/http",schemaPath:"#/$defs/proxy/properties/http/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data46.https !== undefined){
let data48 = data46.https;
if(typeof data48 === "string"){
if(data48.length < 1){
const err79 = {instancePath:instancePath+"/spec/proxy/https",schemaPath:"#/$defs/proxy/properties/https/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
else {
const err80 = {instancePath:instancePath+"/spec/proxy/https",schemaPath:"#/$defs/proxy/properties/https/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data46.noProxy !== undefined){
let data49 = data46.noProxy;
if(Array.isArray(data49)){
const len8 = data49.length;
for(let i8=0; i8<len8; i8++){
let data50 = data49[i8];
if(typeof data50 === "string"){
if(data50.length < 1){
const err81 = {instancePath:instancePath+"/spec/proxy/noProxy/" + i8,schemaPath:"#/$defs/proxy/properties/noProxy/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
else {
const err82 = {instancePath:instancePath+"/spec/proxy/noProxy/" + i8,schemaPath:"#/$defs/proxy/properties/noProxy/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
}
else {
const err83 = {instancePath:instancePath+"/spec/proxy/noProxy",schemaPath:"#/$defs/proxy/properties/noProxy/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
}
else {
const err84 = {instancePath:instancePath+"/spec/proxy",schemaPath:"#/$defs/proxy/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
if(data8.registry !== undefined){
let data51 = data8.registry;
if(data51 && typeof data51 == "object" && !Array.isArray(data51)){
for(const key11 in data51){
if(!((key11 === "mirrors") || (key11 === "insecure"))){
const err85 = {instancePath:instancePath+"/spec/registry",schemaPath:"#/$defs/registry/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data51.mirrors !== undefined){
let data52 = data51.mirrors;
if(data52 && typeof data52 == "object" && !Array.isArray(data52)){
for(const key12 in data52){
let data53 = data52[key12];
if(Array.isArray(data53)){
const len9 = data53.length;
for(let i9=0; i9<len9; i9++){
let data54 = data53[i9];
if(typeof data54 === "string"){
if(data54.length < 1){
const err86 = {instancePath:instancePath+"/spec/registry/mirrors/" + key12.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i9,schemaPath:"#/$defs/registry/properties/mirrors/additionalProperties/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
else {
const err87 = {instancePath:instancePath+"/spec/registry/mirrors/" + key12.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i9,schemaPath:"#/$defs/registry/properties/mirrors/additionalProperties/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
}
else {
const err88 = {instancePath:instancePath+"/spec/registry/mirrors/" + key12.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/registry/properties/mirrors/additionalProperties/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
}
else {
const err89 = {instancePath:instancePath+"/spec/registry/mirrors",schemaPath:"#/$defs/registry/properties/mirrors/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data51.insecure !== undefined){
let data55 = data51.insecure;
if(Array.isArray(data55)){
const len10 = data55.length;
for(let i10=0; i10<len10; i10++){
let data56 = data55[i10];
if(typeof data56 === "string"){
if(data56.length < 1){
const err90 = {instancePath:instancePath+"/spec/registry/insecure/" + i10,schemaPath:"#/$defs/registry/properties/insecure/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
else {
const err91 = {instancePath:instancePath+"/spec/registry/insecure/" + i10,schemaPath:"#/$defs/registry/properties/insecure/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
}
else {
const err92 = {instancePath:instancePath+"/spec/registry/insecure",schemaPath:"#/$defs/registry/properties/insecure/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
}
else {
const err93 = {instancePath:instancePath+"/spec/registry",schemaPath:"#/$defs/registry/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
if(data8.vars !== undefined){
let data57 = data8.vars;
if(data57 && typeof data57 == "object" && !Array.isArray(data57)){
}
else {
const err94 = {instancePath:instancePath+"/spec/vars",schemaPath:"#/properties/spec/properties/vars/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data8.kubeletConfiguration !== undefined){
let data58 = data8.kubeletConfiguration;
if(data58 && typeof data58 == "object" && !Array.isArray(data58)){
}
else {
const err95 = {instancePath:instancePath+"/spec/kubeletConfiguration",schemaPath:"#/properties/spec/properties/kubeletConfiguration/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
if(data8.kubeProxyConfiguration !== undefined){
let data59 = data8.kubeProxyConfiguration;
if(data59 && typeof data59 == "object" && !Array.isArray(data59)){
}
else {
const err96 = {instancePath:instancePath+"/spec/kubeProxyConfiguration",schemaPath:"#/properties/spec/properties/kubeProxyConfiguration/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
}
else {
const err97 = {instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
}
else {
const err98 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
