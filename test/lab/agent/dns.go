package main

import (
	"context"
	"io/ioutil"
	"log"
	"net"
	"net/http"
	"regexp"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/rest"

	"github.com/miekg/dns"
)

// Stands in for CoreDNS: the addresses of services on port 53, /health on 8080 and /ready on 8181. It forwards nothing.
type dnsServer struct {
	zone      string
	services  corelisters.ServiceLister
	endpoints corelisters.EndpointsLister
}

func runDNS(ctx context.Context, corefile string) error {
	text, err := ioutil.ReadFile(corefile)
	if err != nil {
		return err
	}
	zone := "cluster.local"
	if found := regexp.MustCompile(`(?m)^\s*kubernetes\s+(\S+)`).FindSubmatch(text); found != nil {
		zone = strings.TrimSuffix(string(found[1]), ".")
	}
	config, err := rest.InClusterConfig()
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	factory := informers.NewSharedInformerFactory(client, 0)
	services, endpoints := factory.Core().V1().Services(), factory.Core().V1().Endpoints()
	server := &dnsServer{zone: zone + ".", services: services.Lister(), endpoints: endpoints.Lister()}
	servicesSynced, endpointsSynced := services.Informer().HasSynced, endpoints.Informer().HasSynced
	factory.Start(ctx.Done())

	failed := make(chan error, 4)
	go func() { failed <- http.ListenAndServe(":8080", answering("/health", func() bool { return true })) }()
	go func() {
		failed <- http.ListenAndServe(":8181", answering("/ready", func() bool { return servicesSynced() && endpointsSynced() }))
	}()
	handler := dns.HandlerFunc(server.answer)
	go func() { failed <- dns.ListenAndServe(":53", "udp", handler) }()
	go func() { failed <- dns.ListenAndServe(":53", "tcp", handler) }()
	log.Printf("answering for %s", zone)
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		time.Sleep(100 * time.Millisecond)
		return nil
	}
}

func answering(path string, good func() bool) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
		if !good() {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		w.Write([]byte("OK"))
	})
	return mux
}

func (s *dnsServer) answer(w dns.ResponseWriter, request *dns.Msg) {
	reply := new(dns.Msg)
	reply.SetReply(request)
	reply.Authoritative = true
	if len(request.Question) == 1 {
		question := request.Question[0]
		addresses, code := s.lookup(strings.ToLower(question.Name))
		reply.Rcode = code
		if question.Qtype == dns.TypeA {
			for _, address := range addresses {
				header := dns.RR_Header{Name: question.Name, Rrtype: dns.TypeA, Class: dns.ClassINET, Ttl: 5}
				reply.Answer = append(reply.Answer, &dns.A{Hdr: header, A: address})
			}
		}
	}
	if err := w.WriteMsg(reply); err != nil {
		log.Print(err)
	}
}

// lookup knows NAME.NAMESPACE.svc.ZONE, and HOST.NAME.NAMESPACE.svc.ZONE of headless services.
func (s *dnsServer) lookup(name string) ([]net.IP, int) {
	if !strings.HasSuffix(name, "."+s.zone) {
		return nil, dns.RcodeRefused
	}
	labels := strings.Split(strings.TrimSuffix(name, "."+s.zone), ".")
	if len(labels) < 3 || labels[len(labels)-1] != "svc" || len(labels) > 4 {
		return nil, dns.RcodeNameError
	}
	namespace, service, host := labels[len(labels)-2], labels[len(labels)-3], ""
	if len(labels) == 4 {
		host = labels[0]
	}
	object, err := s.services.Services(namespace).Get(service)
	if err != nil {
		return nil, dns.RcodeNameError
	}
	if host == "" && object.Spec.ClusterIP != corev1.ClusterIPNone {
		return []net.IP{net.ParseIP(object.Spec.ClusterIP)}, dns.RcodeSuccess
	}
	return s.endpointAddresses(namespace, service, host)
}

func (s *dnsServer) endpointAddresses(namespace, service, host string) ([]net.IP, int) {
	endpoints, err := s.endpoints.Endpoints(namespace).Get(service)
	if err != nil {
		return nil, dns.RcodeNameError
	}
	var found []net.IP
	for _, subset := range endpoints.Subsets {
		for _, address := range subset.Addresses {
			if host == "" || address.Hostname == host {
				found = append(found, net.ParseIP(address.IP))
			}
		}
	}
	if host != "" && len(found) == 0 {
		return nil, dns.RcodeNameError
	}
	return found, dns.RcodeSuccess
}
